"""What every act on the scheme does."""

from hcec.council.services.acting import ChangedMeanwhile as ChangedMeanwhile
from hcec.council.services.acting import change as change
from hcec.council.services.acting import create as create
from hcec.council.services.acting import discard as discard
from hcec.council.services.acting import note as note
from hcec.council.services.acting import write as write
