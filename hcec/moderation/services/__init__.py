"""What readers do with a message, and what its author answers."""

from hcec.moderation.services.agreement import agree as agree
from hcec.moderation.services.agreement import contest as contest
from hcec.moderation.services.agreement import object_to as object_to
from hcec.moderation.services.changes import ChangedMeanwhile as ChangedMeanwhile
from hcec.moderation.services.deciding import NoReason as NoReason
from hcec.moderation.services.deciding import NoText as NoText
from hcec.moderation.services.deciding import NotToBeQuoted as NotToBeQuoted
from hcec.moderation.services.deciding import UnderAlert as UnderAlert
from hcec.moderation.services.deciding import Verdict as Verdict
from hcec.moderation.services.deciding import decide as decide
from hcec.moderation.services.deciding import is_agreed as is_agreed
from hcec.moderation.services.names import read_aids as read_aids
from hcec.moderation.services.own import leave_to_others as leave_to_others
from hcec.moderation.services.own import own_week as own_week
from hcec.moderation.services.own import prefer as prefer
from hcec.moderation.services.own import preference_of as preference_of
from hcec.moderation.services.reading import HeldByAnother as HeldByAnother
from hcec.moderation.services.reading import NotReadyToRead as NotReadyToRead
from hcec.moderation.services.reading import claim as claim
from hcec.moderation.services.reading import claim_next as claim_next
from hcec.moderation.services.reading import is_takable as is_takable
from hcec.moderation.services.reading import note_reading as note_reading
from hcec.moderation.services.reading import save_unfinished as save_unfinished
