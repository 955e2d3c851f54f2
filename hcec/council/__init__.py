"""The life of the council: mandates, sessions, topics, working groups."""
