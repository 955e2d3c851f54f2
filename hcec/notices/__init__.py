"""E-mails that a member of staff asked for: that something waits, never what."""
