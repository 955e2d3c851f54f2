"""Closed lists of what the département knows of itself."""

from enum import StrEnum


class PopulationTrait(StrEnum):
    """How the children in care are counted. The categories of each are those that children are asked for."""

    AGE_BAND = "age_band"
    PLACEMENT_TYPE = "placement_type"
