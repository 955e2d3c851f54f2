"""Writing a synthesis, building what it would release, publishing and withdrawing it."""
