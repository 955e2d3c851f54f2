"""Acts on alerts, and the opening of a consultation."""
