"""The schéma départemental and the contract with the State: planning, measuring, funding, telling."""

from hcec.scheme.services.acting import ChangedMeanwhile as ChangedMeanwhile
from hcec.scheme.services.linking import NotLinkable as NotLinkable
from hcec.scheme.services.measuring import NameTaken as NameTaken
from hcec.scheme.services.planning import NumberTaken as NumberTaken
from hcec.scheme.services.planning import StillInUse as StillInUse
from hcec.scheme.services.planning import YearOutside as YearOutside
from hcec.scheme.services.planning import YearsUnsound as YearsUnsound
