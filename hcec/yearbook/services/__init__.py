"""Acts on departmental data."""

from hcec.council.services.acting import ChangedMeanwhile as ChangedMeanwhile
