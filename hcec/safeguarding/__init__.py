"""Alerts, envelopes, and the opening of a consultation."""
