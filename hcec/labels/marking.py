"""The mark that puts a French text in the catalogue."""


def N_(text: str) -> str:
    """Mark a French text for the catalogue."""
    return text
