"""Labels of partners, plenaries and immersions."""

PARTNERING: dict[str, dict[str, str]] = {}
