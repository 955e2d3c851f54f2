"""S3: while nobody would read them, new words wait in the draft; choices leave, taking back works, help stays."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import delete, select, update

from hcec import clock
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff, StaffAppointment
from hcec.department.services import change
from hcec.safeguarding.models import CoverClosure, CoverHours, CoverPeriod
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import AnswerSheet, Draft, Testimony
from tests import factories
from tests.answering import SLUG, WORDS, again, answer_all, start, typed_in


@pytest.fixture
def ines(platform, cast, crip_key, browser_of):
    """Ines, past the contract and the situation."""
    with platform.database.transaction() as session:
        factories.consultation(session, cast.staff["cyril"], SLUG)
        session.expunge_all()
    browser = browser_of(cast.ines)
    start(browser, age_band="11_14", placement_type="foster_family", alone="yes")
    return browser


def rows(platform, model):
    with platform.database.reading() as session:
        return session.scalars(select(model)).all()


@pytest.fixture
def lapse(platform):
    """Nobody is on call until Monday."""
    with platform.database.transaction() as session:
        session.execute(update(CoverPeriod).where(CoverPeriod.kind == "on_call").values(from_on=date(2026, 11, 30)))


def test_s3_while_nobody_covers_choices_leave_and_words_wait_in_the_draft(platform, ines, lapse, frozen):
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    assert "De nouveaux messages pourront partir dès le lundi 30 novembre." in page.text
    assert "Tes mots partiront plus tard" in page.text
    assert page.soup.select(".numbers a")
    for _ in range(2):
        page = answer_all(ines)
        assert page.url.endswith("/merci")
        assert page.h1 == "Tes mots ne sont pas encore partis"
        assert "De nouveaux messages pourront partir dès le lundi 30 novembre." in page.text
        assert "Tes autres réponses sont bien arrivées." in page.text
        assert page.soup.find("a", href="/ma-phrase")
    assert len(rows(platform, AnswerSheet)) == 1
    assert rows(platform, Testimony) == []
    (draft,) = rows(platform, Draft)
    assert draft.expires_on == date(2026, 12, 7), "seven days that count from the reopening"
    page = ines.get(f"/consultations/{SLUG}")
    assert "dès le lundi 30 novembre" in page.text
    assert ines.get("/besoin-d-aide").status == 200
    with platform.database.transaction() as session:
        session.execute(update(CoverPeriod).values(from_on=date(2026, 11, 16)))
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    assert typed_in(page) == WORDS
    assert "partiront plus tard" not in page.text
    page = ines.send(page, button="next", field="answer")
    assert page.h1 == "Merci, c’est bien arrivé"
    assert [row.original for row in rows(platform, Testimony)] == [WORDS]
    assert len(rows(platform, AnswerSheet)) == 1
    assert rows(platform, Draft) == []


def test_s3_what_takes_back_or_closes_words_is_done_in_a_pause_too(platform, ines, cast, lapse_after_sending):
    (before,) = rows(platform, Testimony)
    page = again(ines, excluded_circle=cast.circles["west"].id.hex)
    page = ines.send(
        ines.get(f"/consultations/{SLUG}/questions/5"), button="next", answer="Autre chose.", field="answer"
    )
    assert page.h1 == "Tes mots ne sont pas encore partis"
    (text,) = rows(platform, Testimony)
    assert (text.original, text.version) == (WORDS, before.version)
    assert cast.circles["west"].id in {row.circle_id for row in text.circles}
    page = ines.send(ines.get(f"/consultations/{SLUG}/questions/5"), button="next", answer="", field="answer")
    assert page.h1 == "Merci, c’est bien arrivé"
    assert rows(platform, Testimony)[0].state == TestimonyState.WITHDRAWN


@pytest.fixture
def lapse_after_sending(ines, request):
    """Words were sent; then nobody covers today."""
    answer_all(ines)
    request.getfixturevalue("lapse")


@pytest.mark.parametrize("loss", ["key", "account"])
def test_words_wait_too_while_nobody_could_open_their_envelope(platform, ines, loss):
    with platform.database.transaction() as session:
        if loss == "key":
            change(session, actor="platform", role="administrator", crip_public_key="")
        else:
            session.execute(update(Staff).where(Staff.role == "crip").values(role="outside_reader"))
    platform._department_until = 0.0
    page = answer_all(ines)
    assert page.h1 == "Tes mots ne sont pas encore partis"
    assert "On ne sait pas encore quand de nouveaux messages pourront partir." in page.text
    assert len(rows(platform, AnswerSheet)) == 1
    assert rows(platform, Testimony) == []


SOMEBODY = "Quelqu’un lit en ce moment."
HOURS = ("08:00", "09:30", "10:00", "12:00", "17:00")


def random_cover(platform, cast, seed):
    """Put any cover in place; return whether somebody reads now."""
    dice, today = Random(seed), clock.today()
    day = timedelta(days=1)
    with platform.database.transaction() as session:
        for table in (CoverHours, CoverPeriod, CoverClosure, StaffAppointment):
            session.execute(delete(table))
        hours = {weekday: sorted(dice.sample(HOURS, 2)) for weekday in range(7) if dice.random() < 0.7}
        session.add_all(CoverHours(weekday=each, starts=some[0], ends=some[1]) for each, some in hours.items())
        is_shut = dice.random() < 0.2
        if is_shut:
            session.add(CoverClosure(from_on=today, to_on=today + day * dice.randrange(9), reason="Pont"))
        on_call = False
        for kind in (Appointment.ON_CALL, Appointment.DEPUTY):
            for name in ("cyril", "claire")[: dice.randrange(3)]:
                first = today + day * dice.randrange(-6, 6)
                last = max(today, first) + day * dice.randrange(40)
                session.add(CoverPeriod(kind=kind, staff_id=cast.member(name).id, from_on=first, to_on=last))
                on_call |= kind is Appointment.ON_CALL and first <= today
        starts, ends = hours.get(today.weekday(), ("", ""))
    return on_call and not is_shut and starts <= "10:00" < ends


def test_s3_no_two_pages_contradict_whatever_the_cover(platform, cast, ines, crip_key):
    ines.send(ines.get("/messages/accord"), "/messages/accord", accept="yes")
    seen = set()
    for seed in range(25):
        is_read = random_cover(platform, cast, seed)
        help_page = ines.get("/besoin-d-aide")
        said = " ".join(help_page.soup.select_one("#us").parent.find("strong").text.split())
        box = ines.get("/messages/nouveau")
        assert said in " ".join(box.text.split()), seed
        assert (said == SOMEBODY) is is_read, seed
        assert (SOMEBODY in box.text) is is_read, seed
        assert is_read or "Personne ne lit" in box.text, seed
        seen.add((is_read, "en pause" in box.h1))
    assert seen == {(True, True), (True, False), (False, True), (False, False)}


def test_s3_with_only_the_deputy_missing_the_idea_box_does_not_say_that_nobody_reads(platform, ines):
    with platform.database.transaction() as session:
        session.execute(update(CoverPeriod).where(CoverPeriod.kind == "deputy").values(from_on=date(2026, 11, 25)))
    ines.send(ines.get("/messages/accord"), "/messages/accord", accept="yes")
    page = ines.get("/messages/nouveau")
    assert page.h1 == "La boîte à idées est en pause"
    lead = " ".join(page.soup.select_one("main .lead").text.split())
    assert lead.startswith(f"{SOMEBODY} Mais tout n’est pas prêt pour de nouveaux messages.")
    assert lead.endswith("De nouveaux messages pourront partir dès le mercredi 25 novembre.")


def test_s3_a_page_of_a_day_without_on_call_says_when_somebody_reads_next(ines, lapse):
    assert "Personne ne lit avant le lundi 30 novembre à 9" in ines.get("/besoin-d-aide").text
