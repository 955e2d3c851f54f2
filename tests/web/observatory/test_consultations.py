"""The observatory makes, opens, closes, copies and archives consultations, over plain HTTP (INTERFACE)."""

import pytest
from sqlalchemy import select

from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation, Question
from hcec.permissions import Role
from tests.web.observatory.making import HOME, LIST, NEW, NIGHT, WORDS, act, ask, give, kept, make

HOSTILE = "<script>alert(1)</script>{{7*7}}{% raw %}%(x)s{0.__class__}\u202e\u200b\x00"


@pytest.fixture
def odile(browser_of):
    return browser_of(Role.OBSERVATORY)


def test_from_a_title_to_an_archive_with_the_names_of_the_interface(odile, crip_key, platform):
    page = make(odile)
    assert (page.h1, page.status) == ("La nuit", 200)
    page = ask(odile)
    assert "Tu dors bien ?" in page.text
    page = act(odile, "ouvrir")
    assert "Elle est ouverte." in page.text
    page = act(odile, "clore")
    assert "Elle est close." in page.text
    answer = {
        "by_function": "La vice-présidente",
        "said": "Dormir.",
        "will_do": "Des veilleuses.",
        "cannot_do": "Rien.",
    }
    page = odile.send(odile.get(f"{NIGHT}/reponse"), field="said", **answer)
    assert "La vice-présidente" in page.text
    page = act(odile, "archiver")
    assert kept(platform).status == ConsultationStatus.ARCHIVED
    assert odile.get(LIST).status == odile.get(HOME).status == 200


def test_a_double_tap_makes_one_draft_and_one_question(odile, platform):
    page = odile.get(NEW)
    for _ in range(2):
        shown = odile.send(page, field="title", **WORDS)
        assert shown.h1 == "La nuit"
    page = odile.get(f"{NIGHT}/questions/nouvelle")
    for _ in range(2):
        odile.send(page, field="label", kind="text", label="Autre chose à dire ?")
    with platform.database.reading() as session:
        assert len(session.scalars(select(Consultation)).all()) == 1
        assert len(session.scalars(select(Question)).all()) == 1


def test_a_draft_says_what_prevents_it_from_opening_and_does_not_open(odile, platform):
    make(odile, closes_on="", on_call="")
    shown = odile.get(NIGHT)
    refused = act(odile, "ouvrir")
    assert refused.status == 409
    for page in (shown, refused):
        for words in (
            "Il n’y a pas encore de question",
            "trois dates",
            "personne d’astreinte",
            "clé publique de la CRIP",
        ):
            assert words in page.text
    assert kept(platform).status == ConsultationStatus.DRAFT
    assert kept(platform).version == 1


def test_without_a_title_nothing_is_made_and_the_words_stay(odile, platform):
    page = make(odile, title="  ")
    assert page.status == 400
    assert WORDS["why"] in page.text
    with platform.database.reading() as session:
        assert session.scalars(select(Consultation)).all() == []


@pytest.mark.parametrize("typed", [{"opens_on": "demain"}, {"audience": "everyone"}, {"on_call": "odile"}])
def test_what_is_no_answer_to_the_form_is_refused(odile, typed):
    assert make(odile, **typed).status == 400


def test_the_named_fields_alone_are_enough(odile, platform):
    sent = {"csrf_token": odile.token(NEW), "submission_key": "k" * 24, "title": "La nuit"}
    assert odile.post(NEW, sent).status == 303
    sent |= {"kind": "text", "label": "Autre chose ?"}
    assert odile.post(f"{NIGHT}/questions/nouvelle", sent).status == 303
    assert [one.label for one in kept(platform).questions] == ["Autre chose ?"]


def test_fields_that_are_not_on_the_form_change_nothing(odile, platform):
    make(odile, status="open", slug="ailleurs", closed_on="2026-01-01")
    assert kept(platform).status == ConsultationStatus.DRAFT


def test_a_draft_changes_and_keeps_its_address(odile, platform):
    make(odile)
    page = odile.send(odile.get(f"{NIGHT}/modifier"), field="title", title="Le soir", audience=["under_11"])
    assert page.h1 == "Le soir"
    assert [band.age_band for band in kept(platform).audience] == ["under_11"]


def test_a_stale_version_is_refused_with_the_difference_and_the_words_kept(odile, platform):
    make(odile)
    first, second = odile.get(f"{NIGHT}/modifier"), odile.get(f"{NIGHT}/modifier")
    odile.send(first, field="title", why="Écrit d'abord.")
    refused = odile.send(second, field="title", why="Écrit ensuite.")
    assert refused.status == 409
    assert "Écrit ensuite." in refused.text
    assert "Écrit d'abord." in refused.text
    assert kept(platform).why == "Écrit d'abord."
    odile.send(refused, field="title")
    assert kept(platform).why == "Écrit ensuite."


def test_the_preview_shows_each_screen_and_no_other(odile, platform, cast):
    give(platform, cast, ConsultationStatus.DRAFT)
    questions = kept(platform).questions
    for n, question in enumerate(questions, start=1):
        phone = odile.get(f"{NIGHT}/apercu?n={n}").soup.find(class_="phone")
        assert question.label in phone.text
        assert all(choice.label in phone.text for choice in question.choices)
    assert "Je ne sais pas" in odile.get(f"{NIGHT}/apercu").text
    assert kept(platform).why in odile.get(f"{NIGHT}/apercu?n=0").text
    for n in ("-1", str(len(questions) + 1), "99999999999999999999"):
        assert odile.get(f"{NIGHT}/apercu?n={n}").status == 404


def test_hints_are_given_and_prevent_nothing(odile):
    page = make(odile, why="L'ASE veut lire votre témoignage anonyme.")
    for words in ("Sigle", "Dites « tu »", "sous secret", "On dit toujours « message »"):
        assert words in page.text


def test_the_number_of_sheets_is_never_told_one_by_one(odile, platform, cast):
    give(platform, cast, ConsultationStatus.OPEN)
    assert "Moins de 5 fiches" in odile.get(NIGHT).text
    assert "Moins de 5 fiches" in odile.get(LIST).text


@pytest.mark.parametrize("url", [LIST + "rien", LIST + "..%2f", LIST + "la-nuit'--", LIST + "rien/apercu"])
def test_an_unknown_address_is_not_found(odile, url):
    assert odile.get(url).status == 404


def test_hostile_words_are_inert_everywhere(odile, platform):
    page = make(odile, title=HOSTILE, why=HOSTILE, who_reads=HOSTILE, what_next=HOSTILE)
    with platform.database.reading() as session:
        slug = session.scalars(select(Consultation.slug)).one()
    ask(odile, slug, label=HOSTILE, hint=HOSTILE, choices=f"{HOSTILE}\nNon")
    for url in (f"{LIST}{slug}", f"{LIST}{slug}/apercu?n=0", f"{LIST}{slug}/apercu?n=1", LIST, HOME):
        page = odile.get(url)
        assert page.status == 200
        assert page.soup.find("script", string="alert(1)") is None
        assert "<script>alert(1)</script>{{7*7}}{% raw %}%(x)s{0.__class__}" in page.text


@pytest.mark.parametrize("field", ["title", "why"])
def test_what_is_too_long_is_refused_and_kept(odile, field):
    page = make(odile, **{field: "a" * 5000})
    assert page.status == 400
    assert "a" * 5000 in str(page.soup)


def test_the_menu_says_where_one_is(odile):
    make(odile)
    for url, place in (
        (HOME, "Observatoire"),
        (LIST, "Consultations"),
        (f"{NIGHT}/questions/nouvelle", "Consultations"),
    ):
        assert [link.text for link in odile.get(url).soup.select("nav [aria-current]")] == [place]


ADDRESSES = [
    HOME,
    LIST,
    NEW,
    NIGHT,
    *(f"{NIGHT}/{name}" for name in ("modifier", "apercu", "reponse", "questions/nouvelle", "questions/0")),
]
ACTS = [
    f"{NIGHT}/{name}"
    for name in ("ouvrir", "clore", "archiver", "dupliquer", "questions/0/deplacer", "questions/0/supprimer")
]


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.OBSERVATORY)])
def test_the_observatory_alone_makes_consultations(browser_of, role):
    browser, refused = browser_of(role), 401 if role is None else 403
    assert {url: browser.get(url).status for url in ADDRESSES} == dict.fromkeys(ADDRESSES, refused)
    assert {url: browser.post(url).status for url in ACTS} == dict.fromkeys(ACTS, refused)
