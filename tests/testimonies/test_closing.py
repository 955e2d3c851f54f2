"""D5: no sheet slips in after the snapshot, however close the last sending and the closing are."""

import threading

from sqlalchemy import select

from hcec import clock
from hcec.consultations.models import Consultation
from hcec.testimonies.access import sheet_tag
from hcec.testimonies.models import AnswerSheet
from hcec.testimonies.services import close_consultation


def test_closing_waits_for_a_sending_under_way_and_detaches_its_sheet(platform, cast, session, consultation, send):
    send(cast.ines)  # written, not committed
    identifier, is_closed = consultation.id, threading.Event()

    def close():
        platform.activate()
        with clock.frozen(clock.now()), platform.database.transaction() as other:
            close_consultation(other, consultation=other.get_one(Consultation, identifier), today=clock.today())
        is_closed.set()

    closing = threading.Thread(target=close)
    closing.start()
    assert not is_closed.wait(0.4)
    session.commit()
    closing.join(timeout=10)
    assert is_closed.is_set()
    with platform.database.reading() as reading:
        (sheet,) = reading.scalars(select(AnswerSheet)).all()
    assert sheet.tag != sheet_tag(cast.ines, identifier)
