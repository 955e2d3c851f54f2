"""The coordinator's figures and the re-readings, over HTTP: no name, nothing on too few, blind until one decided."""

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.audit.models import JournalEntry
from hcec.moderation import services, sweeps
from hcec.moderation.enums import RefusalReason
from hcec.moderation.models import Decision, Rereading
from hcec.moderation.services import rereading
from hcec.permissions import STAFF_ROLES, Role
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import join
from tests import factories

NOTE = "La note de la première personne."


def decide(session, cast, who, kind, by=None, **verdict):
    message, actor = factories.message(session, by or cast.ines), cast.member(who)
    services.claim(session, actor=actor, testimony=message, today=clock.today())
    chosen = services.Verdict(kind=kind, version=1, **verdict)
    services.decide(session, actor=actor, testimony=message, verdict=chosen, today=clock.today())
    return message.id


@pytest.fixture
def refused(platform, cast, monkeypatch):
    """Malik refused a message of Ines, and chance drew it. Return the addresses of the message and the re-reading."""
    monkeypatch.setattr(rereading, "ONE_IN", 1)
    with platform.database.transaction() as session:
        join(session, youth=cast.ines, today=clock.today())
        message = decide(session, cast, "malik", "refuse", reason=RefusalReason.UNREADABLE, note=NOTE)
        assert sweeps.draw_rereadings(session) == 1
        assert sweeps.draw_rereadings(session) == 0, "once"
        drawn = session.scalars(select(Rereading)).one().decision_id.hex
    return f"/messages/{message.hex}", f"/moderation/relectures/{drawn}"


@pytest.mark.parametrize("role", [None, *STAFF_ROLES, Role.YOUTH])
@pytest.mark.parametrize("page", ["", "chiffres.csv"])
def test_only_the_coordinator_sees_the_figures(browser_of, role, page):
    expected = 401 if role is None else 200 if role == Role.COORDINATOR else 403
    assert browser_of(role).get(f"/moderation/qualite/{page}").status == expected


def test_nothing_is_said_on_too_few_decisions(platform, browser_of, cast):
    with platform.database.transaction() as session:
        for _ in range(4):
            decide(session, cast, "malik", "refuse", reason=RefusalReason.UNREADABLE)
    page = browser_of("cyril").get("/moderation/qualite/")
    assert page.text.count("Trop peu de décisions pour un chiffre") == 4
    assert "pas réussi à lire" not in page.text


def test_reasons_too_rare_to_be_told_apart_are_all_together(platform, browser_of, cast):
    with platform.database.transaction() as session:
        for reason in (RefusalReason.UNREADABLE, RefusalReason.NAMES_OTHERS):
            for _ in range(3):
                decide(session, cast, "malik", "refuse", reason=reason)
    page = browser_of("cyril").get("/moderation/qualite/")
    assert "toutes raisons ensemble" in page.text
    assert "autres raisons" not in page.text


def test_figures_name_no_reader_and_leave_as_a_file(platform, browser_of, cast):
    with platform.database.transaction() as session:
        for kind in ("keep", "keep", "refuse", "refuse", "refuse", "refuse", "refuse"):
            reason = {"reason": RefusalReason.UNREADABLE} if kind == "refuse" else {}
            decide(session, cast, "malik", kind, **reason)
        factories.message(session, cast.ines)
    cyril = browser_of("cyril")
    page = cyril.get("/moderation/qualite/")
    assert "Messages décidés 7" in page.text
    assert "La moitié sont décidés le mois même" in page.text
    assert "pas réussi à lire ton message. 5" in page.text
    assert "Malik" not in page.text
    file = cyril.get("/moderation/qualite/chiffres.csv")
    assert file.headers["Content-Disposition"].startswith("attachment")
    lines = file.data.decode("utf-8-sig").splitlines()
    assert lines[0] == "chiffre;valeur"
    assert "messages décidés;7" in lines
    assert "en attente;1" in lines
    assert "Malik" not in file.data.decode()
    with platform.database.reading() as session:
        assert session.scalars(select(JournalEntry.action)).all().count("quality:download") == 1


def test_a5_a_coordinator_tied_to_a_circle_counts_nothing_of_it(platform, browser_of, cast):
    from hcec.accounts.models import StaffTie

    with platform.database.transaction() as session:
        for _ in range(6):
            decide(session, cast, "malik", "keep")
        session.add(StaffTie(staff_id=cast.member("cyril").id, circle_id=cast.circles["north"].id))
    assert "Messages décidés" not in browser_of("cyril").get("/moderation/qualite/").text


def test_a_refusal_is_read_again_blind_then_a_new_reading_is_offered(platform, browser_of, cast, refused):
    own, drawn = refused
    naima, ines = browser_of("naima"), browser_of(cast.ines)
    assert "1 refus à relire" in naima.get("/moderation/").text
    page = naima.get(drawn)
    assert NOTE not in page.text
    assert "pas réussi à lire" not in page.text
    assert naima.send(page, drawn, reason="Je comprends tout.").status == 400
    assert naima.send(page, drawn, opinion="keep", reason="non").status == 400
    assert "une autre lecture" not in ines.get("/messages/").text
    done = naima.send(page, drawn, opinion="keep", reason="Je comprends tout.")
    assert NOTE in done.text
    assert "pas réussi à lire" in done.text
    assert "relu : tu peux demander une autre lecture" in ines.get("/messages/").text
    offered = ines.get(own)
    assert "Elle ne l’aurait pas refusé." in offered.text
    assert "Naima" not in offered.text
    ines.send(ines.get(f"{own}/contester"), f"{own}/contester")
    assert "une autre personne va le lire" in ines.get("/messages/").text
    assert naima.send(page, drawn, opinion="refuse", reason="Je change d'avis.").status == 200, "what is done is shown"
    with platform.database.reading() as session:
        assert session.scalars(select(Rereading.opinion)).one() == "keep"


def test_who_would_refuse_too_changes_nothing_for_the_child(browser_of, cast, refused):
    own, drawn = refused
    naima, ines = browser_of("naima"), browser_of(cast.ines)
    naima.send(naima.get(drawn), drawn, opinion="refuse", reason="Moi non plus, rien.")
    assert "Elle ne l’aurait pas refusé" not in ines.get(own).text


def test_of_two_who_read_again_one_wins_and_nothing_typed_is_lost(browser_of, refused):
    _, drawn = refused
    naima, olga = browser_of("naima"), browser_of("olga")
    pages = naima.get(drawn), olga.get(drawn)
    naima.send(pages[0], drawn, opinion="keep", reason="Je comprends tout.")
    late = olga.send(pages[1], drawn, opinion="keep", reason="Moi aussi, je comprends.")
    assert late.status == 409
    assert "Moi aussi, je comprends." in late.response.text


@pytest.mark.parametrize(("who", "expected"), [("malik", 404), ("karine", 404), (None, 401), ("odile", 403)])
def test_neither_who_refused_nor_their_service_nor_a_circle_of_the_message(
    platform, browser_of, cast, refused, who, expected
):
    _, drawn = refused
    person = browser_of(who)
    assert person.get(drawn).status == expected
    if expected == 404:
        sent = {"csrf_token": person.token("/moderation/"), "opinion": "keep", "reason": "Je comprends tout."}
        assert person.post(drawn, sent).status == 404
        assert "à relire" not in person.get("/moderation/").text


def test_a_colleague_of_the_same_service_is_no_other_service(platform, cast, refused):
    from hcec.accounts.access import member

    with platform.database.transaction() as session:
        colleague = member(factories.staff(session, Role.MODERATOR, "Colin Essai", cast.services["south"]))
        assert session.scalars(rereading.to_reread(colleague)).all() == []
        assert len(session.scalars(rereading.to_reread(cast.member("naima"))).all()) == 1


def test_a7_without_training_nothing_opens(platform, browser_of, cast, refused):
    from hcec.accounts.models import Staff

    with platform.database.transaction() as session:
        session.get(Staff, cast.member("naima").id).trained_on = None
    page = browser_of("naima").get(refused[1])
    assert page.status == 403
    assert "J'aimerais voir" not in page.text


def test_a_contested_refusal_is_no_more_to_read_again(platform, browser_of, cast, refused):
    own, drawn = refused
    ines = browser_of(cast.ines)
    ines.send(ines.get(f"{own}/contester"), f"{own}/contester")
    assert browser_of("naima").get(drawn).status == 404


def test_one_in_ten_is_drawn(platform):
    from uuid import uuid4

    drawn = sum(rereading.is_drawn(uuid4()) for _ in range(4000))
    assert 280 < drawn < 520


def test_what_was_said_of_the_words_goes_with_them(platform, browser_of, refused):
    from hcec.moderation.services.forgetting import erase_words

    naima = browser_of("naima")
    naima.send(naima.get(refused[1]), refused[1], opinion="keep", reason="Je comprends tout.")
    with platform.database.transaction() as session:
        erase_words(session, session.scalars(select(Testimony)).one().id)
    with platform.database.reading() as session:
        row = session.scalars(select(Rereading)).one()
        assert (row.reason_box, row.opinion) == (None, "keep")
        assert session.scalars(select(Decision)).one().note_box is None
    assert "Les mots sont effacés." in naima.get(refused[1]).text
