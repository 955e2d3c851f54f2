"""Labels of shared documents and evaluations."""

SHELVING: dict[str, dict[str, str]] = {}
