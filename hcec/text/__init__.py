"""Words: as they were written, as they are compared, and as they may be shown."""
