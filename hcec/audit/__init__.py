"""The journal: append-only, a keyed chain; who did what, never what was said."""
