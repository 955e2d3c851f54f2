"""What young people do with their words: answer, write, keep a draft, withdraw; and the end of a consultation."""

from hcec.testimonies.services.closing import ConsultationClosed as ConsultationClosed
from hcec.testimonies.services.closing import close_consultation as close_consultation
from hcec.testimonies.services.closing import takes_answers as takes_answers
