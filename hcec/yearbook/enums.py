"""Closed lists of departmental data."""

from enum import StrEnum


class FigureState(StrEnum):
    """Where a table of a year stands: typed, checked by somebody, out in a release."""

    DRAFT = "draft"
    CHECKED = "checked"
    PUBLISHED = "published"
