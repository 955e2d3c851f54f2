"""The council at work: sessions and what they decide, mandates, topics, working groups."""

from hcec.council.services.revising import ChangedMeanwhile as ChangedMeanwhile
