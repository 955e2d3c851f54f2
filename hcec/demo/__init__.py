"""The demonstration département."""
