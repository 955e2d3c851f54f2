"""The sheet to fill in LibreOffice: taken, filled in, given back; nothing hostile is kept, nothing typed is lost."""

import io
import re
import zipfile

import pytest
from sqlalchemy import select

from hcec.followup.models import PublicAnswer
from hcec.permissions import Role
from tests.documents.test_answer_sheet import HOSTILE, packed

WILL = "(Une chose sûre. Rien de promis qui ne sera tenu.)"


@pytest.fixture
def here(closed):
    return f"/repondre/fiches/{closed.hex}/"


@pytest.fixture
def give(adrien, here):
    """Return a function that gives a file back."""

    def send(data):
        token = adrien.get(here).soup.find("input", {"name": "csrf_token"})["value"]
        fields = {"csrf_token": token, "sheet": (io.BytesIO(data), "../../réponse.odt")}
        return adrien.post(f"{here}lire", fields, follow_redirects=True, content_type="multipart/form-data")

    return send


def content_of(browser, here):
    with zipfile.ZipFile(io.BytesIO(browser.get(f"{here}modele.odt").data)) as archive:
        return archive.read("content.xml").decode()


BY_WHEN = r"comme ceci\s: 31/03/2027\.\)</text:p>"  # with the space that the catalogue puts before a colon


def fill(content, title, hint, words):
    """Type words under a hint, in the part of a title."""
    head, mark, rest = content.partition(title)
    return head + mark + rest.replace(f"{hint}</text:p>", f"{hint}</text:p><text:p>{words}</text:p>", 1)


def answers(platform):
    with platform.database.reading() as session:
        return session.scalars(select(PublicAnswer)).all()


@pytest.mark.parametrize("role", [None, *Role])
def test_only_who_answers_takes_and_gives_a_sheet(browser_of, here, role):
    expected = {None: 401, Role.ANSWERER: 200}.get(role, 403)
    browser = browser_of(role)
    assert browser.get(here).status == expected
    assert browser.get(f"{here}modele.odt").status == expected
    if expected != 200:
        sent = browser.post(f"{here}lire", {"sheet": (io.BytesIO(b"x"), "x")}, content_type="multipart/form-data")
        assert sent.status == expected


def test_what_is_filled_in_is_kept_as_a_draft_and_never_sent_by_itself(adrien, platform, proposal, here, give):
    content = fill(content_of(adrien, here), "Proposition 1 [", WILL, "Une veilleuse par couloir.")
    content = re.sub(BY_WHEN, r"\g<0><text:p>1/4/2027</text:p>", content)
    assert "Une réponse est gardée." in give(packed(content)).text
    page = adrien.get(f"/repondre/proposition/{proposal}/")
    assert "Une veilleuse par couloir." in page.text
    assert page.soup.find("input", {"name": "by_when"})["value"] == "2027-04-01"
    assert [answer.sent_on for answer in answers(platform)] == [None]
    assert "La fiche ne change rien." in give(adrien.get(f"{here}modele.odt").data).text


def test_errors_are_named_by_their_heading_and_nothing_is_kept(adrien, platform, proposal, here, give):
    content = fill(content_of(adrien, here), "Proposition 1 [", WILL, "Une veilleuse.")
    content = re.sub(BY_WHEN, r"\g<0><text:p>bientôt</text:p>", content)
    content = re.sub(r"Ce qu’on étudie", "Ce qu’on rêve", content, count=1)
    content = fill(content, "Ce qu’on rêve", "et quand ce le sera.)", "Une piscine.")
    refused = give(packed(content))
    assert refused.status == 400
    for words in (
        "Rien n’est gardé",
        "Proposition 1 — Pour quand",
        "Cette date ne se lit pas.",
        "bientôt",
        "La consultation entière — Ce qu’on rêve",
        "Une piscine.",
    ):
        assert words in refused.text
    assert answers(platform) == []


def test_what_changed_here_meanwhile_is_not_overwritten(adrien, platform, proposal, here, give):
    page = f"/repondre/proposition/{proposal}/"
    content = fill(content_of(adrien, here), "Proposition 1 [", WILL, "Une veilleuse.")
    adrien.send(adrien.get(page), page, button="keep", will_do="Deux veilleuses.")
    refused = give(packed(content))
    assert refused.status == 400
    assert "a changé ici depuis" in refused.text
    assert [answer.will_do for answer in answers(platform)] == ["Deux veilleuses."]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_kept_nowhere(platform, proposal, give, name):
    before = sorted(path.name for path in platform.settings.home.iterdir())
    refused = give(HOSTILE[name][0])
    assert refused.status in {400, 413}
    assert answers(platform) == []
    assert sorted(path.name for path in platform.settings.home.iterdir()) == before


def test_hostile_words_in_a_sheet_are_inert(adrien, proposal, here, give):
    words = "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}"
    give(packed(fill(content_of(adrien, here), "Proposition 1 [", WILL, words)))
    page = adrien.get(f"/repondre/proposition/{proposal}/")
    assert "<script>alert(1)</script>{{7*7}}" in page.text
    assert not page.soup.find("script", string=lambda text: text and "alert" in text)


def test_no_file_at_all_is_a_plain_refusal(give, adrien, here):
    assert "abîmé" in give(b"").text
    token = adrien.get(here).soup.find("input", {"name": "csrf_token"})["value"]
    assert adrien.post(f"{here}lire", {"csrf_token": token}).status == 400
