"""Consultations and their questions."""
