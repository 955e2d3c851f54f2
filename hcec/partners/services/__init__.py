"""Partners: their institutions, plenaries of the observatory, immersions."""

from hcec.council.services.acting import ChangedMeanwhile as ChangedMeanwhile
from hcec.partners.services.registering import NameTaken as NameTaken
from hcec.partners.services.registering import NotAPartner as NotAPartner
from hcec.partners.services.registering import NotSignedYet as NotSignedYet
from hcec.partners.services.registering import StillInUse as StillInUse
