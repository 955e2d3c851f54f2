"""Acts on surveys: drafting, staging, answering, reading, releasing."""
