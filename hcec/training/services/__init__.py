"""Training: raising needs, keeping a programme, holding sessions, telling the year."""

from hcec.council.services.acting import ChangedMeanwhile as ChangedMeanwhile
