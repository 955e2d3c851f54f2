"""Sessions of the council: planned, held, told, corrected; what was decided is followed to its end."""

import pytest
from sqlalchemy import select

from hcec.audit.models import JournalEntry
from hcec.council.models import CouncilDecision, Session
from hcec.permissions import Role

HOME = "/observatoire/conseil/"
NEW = f"{HOME}seances/nouvelle"
PLAN = {"kind": "plenary", "held_on": "2026-11-21", "place": "Salle des fêtes", "agenda": "La nuit\nLe téléphone"}


@pytest.fixture
def odile(browser_of):
    return browser_of(Role.OBSERVATORY)


def plan(browser, **changes):
    return browser.send(browser.get(NEW), field="agenda", **(PLAN | changes))


def path(page):
    return page.url.removeprefix("http://localhost")


def hold(browser, attended="9", minutes="On a parlé de la nuit."):
    """A session planned and held; its page."""
    page = plan(browser)
    return browser.send(browser.get(f"{path(page)}/compte-rendu"), field="minutes", attended=attended, minutes=minutes)


def press(browser, page, name):
    return browser.send(page, f"{path(page)}/{name}")


def kept(platform, model=Session):
    with platform.database.reading() as session:
        return session.scalars(select(model)).all()


def test_a_session_is_planned_held_told_and_taken_back(odile, browser, platform):
    page = hold(odile)
    ref = path(page).rpartition("/")[2]
    assert browser.get(f"/conseil/seances/{ref}").status == 404
    page = press(odile, page, "publier")
    assert "On a parlé de la nuit." in browser.get(f"/conseil/seances/{ref}").text
    assert "L’assemblée du 21 novembre 2026" in browser.get("/conseil/").text
    press(odile, odile.get(path(page)), "reprendre")
    assert browser.get(f"/conseil/seances/{ref}").status == 404
    acts = [entry.action for entry in kept(platform, JournalEntry) if entry.action.startswith("council:")]
    assert acts == ["council:plan", "council:minutes", "council:publish", "council:take_back"]


@pytest.mark.parametrize(
    ("attended", "words"), [("10", "Un petit groupe de jeunes était là."), ("11", "11 jeunes étaient là.")]
)
def test_a_small_attendance_is_told_in_words_in_public(odile, browser, attended, words):
    page = hold(odile, attended=attended)
    press(odile, page, "publier")
    shown = browser.get(f"/conseil/seances/{path(page).rpartition('/')[2]}").text
    assert words in shown
    assert "10 jeunes" not in shown


def test_minutes_wait_for_the_day_and_publication_for_minutes(odile):
    page = plan(odile, held_on="2026-11-24")
    refused = odile.send(odile.get(f"{path(page)}/compte-rendu"), field="minutes", attended="9", minutes="Déjà.")
    assert refused.status == 409
    assert "Déjà." in refused.text
    refused = odile.post(f"{path(page)}/publier", {"csrf_token": odile.token(NEW), "version": "1"})
    assert refused.status == 409


def test_a_form_sent_twice_is_one_session(odile, platform):
    page = odile.get(NEW)
    odile.send(page, field="agenda", **PLAN)
    odile.send(page, field="agenda", **PLAN)
    assert len(kept(platform)) == 1


def test_minutes_written_over_somebody_else_s_are_refused_with_the_difference(odile):
    page = path(plan(odile))
    first, second = odile.get(f"{page}/compte-rendu"), odile.get(f"{page}/compte-rendu")
    odile.send(first, field="minutes", attended="9", minutes="La première version.")
    refused = odile.send(second, field="minutes", attended="8", minutes="La deuxième version.")
    assert refused.status == 409
    assert "La première version." in refused.text
    assert "La deuxième version." in refused.text


def test_only_what_did_not_take_place_is_called_off(odile, platform):
    planned = plan(odile, held_on="2026-12-05")
    assert "annulée" in press(odile, planned, "annuler").text
    assert kept(platform) == []
    held = hold(odile)
    refused = odile.post(f"{path(held)}/annuler", {"csrf_token": odile.token(NEW), "version": "2"})
    assert refused.status == 409
    assert len(kept(platform)) == 1


def test_a_decision_is_kept_followed_and_taken_out(odile, browser, platform):
    page = hold(odile)
    page = odile.send(page, f"{path(page)}/decisions", decided="Demander des veilleuses.")
    press(odile, page, "publier")
    (decision,) = kept(platform, CouncilDecision)
    edit = f"{HOME}decisions/{decision.id.hex}"
    assert "Demander des veilleuses." in odile.get(HOME).text
    odile.send(odile.get(edit), field="told", state="done", told="Elles sont là.")
    assert "Elles sont là." in browser.get(f"/conseil/seances/{path(page).rpartition('/')[2]}").text
    assert "Demander des veilleuses." not in odile.get(HOME).text
    odile.send(odile.get(edit), f"{edit}/effacer")
    assert kept(platform, CouncilDecision) == []


def test_an_empty_decision_keeps_the_page(odile):
    page = hold(odile)
    refused = odile.send(page, f"{path(page)}/decisions", decided=" ")
    assert refused.status == 400
    assert "Écrivez ce que le conseil a décidé." in refused.text


def test_a_session_prints_its_agenda_then_its_minutes(odile):
    page = hold(odile)
    printed = odile.get(f"{path(page)}/imprimer").text
    assert "La nuit" in printed
    assert "On a parlé de la nuit." in printed


def test_what_people_typed_is_shown_as_typed(odile, browser):
    hostile = "<script>alert(1)</script>{{7*7}}"
    page = plan(odile, place=hostile, agenda=hostile)
    page = odile.send(odile.get(f"{path(page)}/compte-rendu"), field="minutes", attended="12", minutes=hostile)
    page = odile.send(page, f"{path(page)}/decisions", decided=hostile)
    press(odile, page, "publier")
    assert hostile in browser.get(f"/conseil/seances/{path(page).rpartition('/')[2]}").text


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_keeps_the_council(browser_of, odile, role):
    page = path(hold(odile))
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    who = browser_of(role)
    for url in (HOME, NEW, page, f"{page}/modifier", f"{page}/compte-rendu", f"{page}/imprimer"):
        assert who.get(url).status == expected, url


@pytest.mark.parametrize("end", ["", "/modifier", "/compte-rendu", "/imprimer"])
def test_a_session_that_does_not_exist_is_not_found(odile, end):
    assert odile.get(f"{HOME}seances/{'0' * 32}{end}").status == 404


def test_an_empty_council_says_what_will_be_there(odile, browser):
    assert "Prévoyez la première" in odile.get(HOME).text
    assert "Pas encore de réunion racontée" in browser.get("/conseil/").text
