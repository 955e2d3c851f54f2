"""Labels of what professionals and families are asked."""

SURVEYING: dict[str, dict[str, str]] = {}
