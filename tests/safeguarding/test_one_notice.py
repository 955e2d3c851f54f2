"""S4: whoever is told of an alert is owed one notice, even when a sweep and a child's words owe it at once."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from time import sleep
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.safeguarding.models import Alert, AlertNotice
from hcec.safeguarding.services import alerts, exchange, reminding
from hcec.safeguarding.services.climbing import climb
from hcec.testimonies.models import Testimony
from tests import factories


@pytest.mark.parametrize("sweep", [climb, reminding.owe_reminders])
def test_s4_a_child_s_reply_and_a_sweep_that_owe_the_same_first_notice_make_one(platform, cast, frozen, sweep):
    claire, today = cast.member("claire"), clock.today()
    with platform.database.transaction() as session:
        message = factories.message(session, cast.ines, words="On me tape.")
        alert_id = alerts.raise_alert(session, testimony=message, raised_by=None, now=clock.now()).id
    with platform.database.transaction() as session:
        alert = session.get(Alert, alert_id)
        alerts.take(session, actor=claire, alert=alert, version=1, now=clock.now())
        exchange.write_to_child(session, actor=claire, alert=alert, row_id=uuid4(), body="Où es-tu ?", today=today)
    frozen(clock.now() + timedelta(days=1))  # not transmitted: late

    def swept():
        with platform.database.transaction() as session:
            return sweep(session, clock.now())

    with ThreadPoolExecutor(1) as pool:
        with platform.database.transaction() as session:
            testimony = session.get(Testimony, session.get(Alert, alert_id).testimony_id)
            exchange.reply(session, testimony=testimony, row_id=uuid4(), body="Ici.", today=today)
            sweeping = pool.submit(copy_context().run, swept)
            sleep(0.5)  # the sweep saw no notice yet, and waits
        assert sweeping.result() == 0
    with platform.database.reading() as session:
        assert session.scalars(select(AlertNotice.staff_id)).all() == [claire.id]
