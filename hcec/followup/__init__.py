"""What the département answers in public."""
