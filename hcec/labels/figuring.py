"""Labels of departmental data."""

FIGURING: dict[str, dict[str, str]] = {}
