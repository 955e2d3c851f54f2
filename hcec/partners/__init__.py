"""Institutions, who represents them, the observatory's plenaries, the charter of immersion, evaluations."""
