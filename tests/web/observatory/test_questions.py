"""Questions of a draft, over plain HTTP."""

import pytest

from hcec.consultations.enums import ConsultationStatus
from hcec.permissions import Role
from tests.web.observatory.making import LIST, NIGHT, ask, give, kept, make


@pytest.fixture
def odile(browser_of):
    return browser_of(Role.OBSERVATORY)


def test_a_question_is_changed_moved_and_deleted(odile, platform):
    make(odile)
    for label in ("Un ?", "Deux ?"):
        page = ask(odile, label=label)
    first, second = kept(platform).questions
    page = odile.send(odile.get(f"{NIGHT}/questions/{first.id.hex}"), field="label", label="Une ?")
    page = odile.send(page, f"{NIGHT}/questions/{second.id.hex}/deplacer", direction="up")
    assert [question.label for question in kept(platform).questions] == ["Deux ?", "Une ?"]
    page = odile.get(f"{NIGHT}/questions/{second.id.hex}")
    odile.send(page, f"{NIGHT}/questions/{second.id.hex}/supprimer")
    assert [question.label for question in kept(platform).questions] == ["Une ?"]


def test_a_stale_question_is_refused_with_the_difference_and_the_words_kept(odile, platform):
    make(odile)
    ask(odile)
    (question,) = kept(platform).questions
    address = f"{NIGHT}/questions/{question.id.hex}"
    first, second = odile.get(address), odile.get(address)
    odile.send(first, field="label", label="D'abord ?")
    refused = odile.send(second, field="label", label="Ensuite ?")
    assert refused.status == 409
    assert "D'abord ?" in refused.text
    assert refused.soup.find("input", {"name": "label"})["value"] == "Ensuite ?"
    for name in ("deplacer", "supprimer"):
        sent = {"csrf_token": odile.token(address), "version": "1", "direction": "up"}
        assert odile.post(f"{address}/{name}", sent).status == 409
    assert [question.label for question in kept(platform).questions] == ["D'abord ?"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"label": ""}, "Écrivez la question"),
        ({"choices": "Seul"}, "au moins deux choix"),
        ({"choices": "Oui\noui"}, "deux fois"),
        ({"kind": "faces", "choices": "Bien\nMal"}, "quatre mots"),
        ({"kind": "essay"}, ""),
    ],
)
def test_an_unfit_question_is_refused_with_a_reason_and_the_words_kept(odile, platform, words, said):
    make(odile)
    page = ask(odile, **({"hint": "Une aide."} | words))
    assert page.status == 400
    assert said in page.text
    assert page.soup.find("input", {"name": "hint"})["value"] == "Une aide."
    assert kept(platform).questions == []


def test_once_open_no_question_and_no_word_changes(odile, platform, cast):
    give(platform, cast, ConsultationStatus.OPEN)
    before = kept(platform)
    address = f"{NIGHT}/questions/{before.questions[0].id.hex}"
    typed = {"label": "Autrement ?", "title": "Autrement", "kind": "text", "version": "1", "direction": "down"}
    sent = typed | {"csrf_token": odile.token(address), "submission_key": "k" * 24}
    for url in (f"{NIGHT}/questions/nouvelle", address, f"{address}/deplacer", f"{address}/supprimer"):
        assert odile.post(url, sent).status == 409, url
    assert odile.post(f"{NIGHT}/modifier", sent | {"audience": "under_11", "on_call": ""}).status == 409
    after = kept(platform)
    assert after.title == before.title
    assert [(one.position, one.label) for one in after.questions] == [
        (one.position, one.label) for one in before.questions
    ]


@pytest.mark.parametrize("ref", ["0", "-1", "zzz", "0" * 32, "%00", "9" * 400])
def test_an_odd_reference_is_not_found(odile, ref):
    make(odile)
    assert odile.get(f"{NIGHT}/questions/{ref}").status == 404


def test_a_question_of_another_consultation_is_not_found(odile, platform):
    make(odile)
    ask(odile)
    make(odile, title="Le jour")
    (question,) = kept(platform).questions
    assert odile.get(f"{LIST}le-jour/questions/{question.id.hex}").status == 404
