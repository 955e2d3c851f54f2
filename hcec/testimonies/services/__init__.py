"""What young people do with their words: agree, answer, write, keep a draft, withdraw; the end of a consultation."""

from hcec.testimonies.services.agreements import NotAccepted as NotAccepted
from hcec.testimonies.services.agreements import accept_contract as accept_contract
from hcec.testimonies.services.agreements import has_accepted as has_accepted
from hcec.testimonies.services.answers import AnswerRefused as AnswerRefused
from hcec.testimonies.services.answers import answers_sent as answers_sent
from hcec.testimonies.services.answers import send_answers as send_answers
from hcec.testimonies.services.answers import situation_sent as situation_sent
from hcec.testimonies.services.answers import withdraw_answers as withdraw_answers
from hcec.testimonies.services.closing import ConsultationClosed as ConsultationClosed
from hcec.testimonies.services.closing import close_consultation as close_consultation
from hcec.testimonies.services.closing import hold_open as hold_open
from hcec.testimonies.services.closing import takes_answers as takes_answers
from hcec.testimonies.services.drafts import drop_draft as drop_draft
from hcec.testimonies.services.drafts import hold_draft as hold_draft
from hcec.testimonies.services.drafts import load_draft as load_draft
from hcec.testimonies.services.drafts import save_draft as save_draft
from hcec.testimonies.services.leaving import leave as leave
from hcec.testimonies.services.messages import NoEnvelope as NoEnvelope
from hcec.testimonies.services.messages import NotYours as NotYours
from hcec.testimonies.services.messages import TooLong as TooLong
from hcec.testimonies.services.messages import close_envelope as close_envelope
from hcec.testimonies.services.messages import envelope_place as envelope_place
from hcec.testimonies.services.messages import note_seen as note_seen
from hcec.testimonies.services.messages import submit_idea as submit_idea
from hcec.testimonies.services.messages import withdraw as withdraw
