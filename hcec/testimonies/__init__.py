"""What was said: answer sheets, messages, drafts, withdrawal."""
