"""S4: whatever a child writes under a message reaches who follows its alert, and is erased by nobody unread."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import Staff
from hcec.moderation import services
from hcec.moderation.models import ExchangeLine
from hcec.moderation.services import exchange
from hcec.moderation.sweeps import erase_decided_words
from hcec.permissions import Role
from hcec.safeguarding.models import Alert, AlertNotice
from hcec.safeguarding.services.alerts import raise_alert
from tests import factories
from tests.platform import MONDAY
from tests.web.moderation.test_exchange import BACK, WORDS, lines
from tests.web.moderation.test_exchange import begun as begun
from tests.web.moderation.test_exchange import decided as decided


def test_s4_what_the_child_writes_back_under_an_open_alert_reaches_who_follows_it(platform, begun, browser_of):
    malik, ines, room, own = begun
    malik.send(malik.get(room), f"{room}/alerte", note="À voir vite.")
    with platform.database.reading() as session:
        alert = session.scalars(select(Alert)).one()
    claire, page = browser_of("claire"), f"/alertes/{alert.id.hex}"
    claire.send(claire.get(page), f"{page}/prendre")
    stale = claire.get(page)
    ines.send(ines.get(own), f"{own}/echange", body="Il revient ce soir.")
    assert "Il revient ce soir." in claire.get(page).text
    given = {"recipient": "crip", "receipt": "7"}
    assert claire.send(stale, f"{page}/transmettre", **given).status == 409, "she had not read that yet"
    with platform.database.reading() as session:
        owed = select(AlertNotice).join(Staff, Staff.id == AlertNotice.staff_id).where(Staff.role == Role.CRIP)
        assert [each.sent_at for each in session.scalars(owed)] == [None]


def test_s4_an_alert_given_by_a_decision_copies_what_the_child_wrote_under_the_message(platform, cast):
    with platform.database.transaction() as session:
        message, malik = factories.message(session, cast.ines), cast.member("malik")
        services.claim(session, actor=malik, testimony=message, today=clock.today())
        given = {"testimony": message, "today": clock.today()}
        exchange.answer_child(session, actor=malik, row_id=uuid4(), body=WORDS, **given)
        exchange.reply(session, row_id=uuid4(), body="Il me frappe.", **given)
        verdict = services.Verdict(kind="alert", version=message.version, note="Vite.")
        services.decide(session, actor=malik, verdict=verdict, **given)
        alert = session.scalars(select(Alert)).one()
        assert alert.copy == f"{message.original}\n\nIl me frappe."
        assert alert.reason == "Vite."


def test_s4_why_a_child_says_no_reaches_who_follows_the_open_alert(platform, cast):
    with platform.database.transaction() as session:
        message, malik = factories.message(session, cast.ines), cast.member("malik")
        services.claim(session, actor=malik, testimony=message, today=clock.today())
        verdict = services.Verdict(kind="publish", version=message.version, published_text="Autrement dit.")
        services.decide(session, actor=malik, testimony=message, verdict=verdict, today=clock.today())
        alert = raise_alert(session, testimony=message, raised_by=malik, reason="Un.", now=clock.now())
        seen = alert.version
        for _tap in range(2):
            services.object_to(session, testimony=message, version=message.version, body="Il me tape.")
        assert alert.copy == f"{message.original}\n\nIl me tape."
        assert alert.version == seen + 1
        assert raise_alert(session, testimony=message, raised_by=malik, reason="Deux.", now=clock.now()) is alert
        assert alert.reason == "Un.\n\nDeux.", "the second reader's reason is not lost"


def test_what_a_child_wrote_back_is_erased_by_nobody_before_somebody_read_it(platform, begun, frozen):
    _, ines, _, own = begun
    ines.send(ines.get(own), f"{own}/echange", body=BACK)
    frozen(MONDAY + timedelta(days=200))
    for is_read in (False, True):
        if is_read:
            with platform.database.transaction() as session:
                for line in session.scalars(select(ExchangeLine)):
                    line.read_on = clock.today()
        with platform.database.transaction() as session:
            assert erase_decided_words(session) == is_read
        assert (lines(platform) == []) == is_read
