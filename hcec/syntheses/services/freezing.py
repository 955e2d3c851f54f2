"""What the first release over a snapshot freezes, beside the codes of messages: nothing enters any more (D5)."""

from sqlalchemy.orm import Session

from hcec.coding.services import freeze
from hcec.consultations.models import Consultation
from hcec.syntheses import queries
from hcec.syntheses.models import FrozenQuotation
from hcec.syntheses.services.declaring import freeze_declared, has_release
from hcec.testimonies.services import keep_snapshot


def freeze_ledger(session: Session, consultation: Consultation) -> None:
    """Freeze codes, quotable messages, declared crossings and the sheets, just before a release is added.

    Once something is out, change nothing.
    """
    freeze(session, consultation)
    if has_release(session, consultation):
        return
    keep_snapshot(session, consultation)
    freeze_declared(session, consultation)
    session.add_all(
        FrozenQuotation(testimony_id=approval.testimony_id, consultation_id=consultation.id)
        for approval, _tag in session.execute(queries.quotable(consultation.id)).all()
    )
    session.flush()
