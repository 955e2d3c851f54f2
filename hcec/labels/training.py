"""Labels of training."""

TRAINING: dict[str, dict[str, str]] = {}
