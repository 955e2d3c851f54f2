"""The desk over HTTP, without JavaScript: suggestions, warnings, the copy made by the server (M2, M3, M6)."""

import pytest

from hcec.department.services import change
from hcec.moderation.models import Decision
from tests.web.moderation.at_the_desk import BLOWS, ENGLISH, WORDS, copy_on, hide, rows, take


def test_suggestions_are_marked_with_their_kind_once_the_message_is_held(browser_of, send):
    ref = send()
    malik = browser_of("malik")
    assert malik.get(f"/moderation/{ref}").soup.find("mark") is None
    page = take(malik, ref)
    marks = [(mark.text, mark["data-kind"], mark["data-role"]) for mark in page.soup.select("[data-original] mark")]
    assert marks == [
        ("Karim", "personne", "nom"),
        ("Lina", "personne", "nom"),
        ("KARIM", "personne", "nom"),
        ("Yzeure", "lieu", "lieu"),
    ]
    assert page.soup.select_one("[data-original]").text == WORDS
    assert copy_on(page) == WORDS, "nothing is hidden before somebody saw it"
    listed = [box.text for box in page.soup.select(".suggestion mark")]
    assert listed == ["Karim", "Lina", "Yzeure"], "each thing once: it is hidden everywhere"


def test_the_server_makes_the_copy_with_what_is_ticked_hidden_everywhere(platform, browser_of, send):
    ref = send()
    malik = browser_of("malik")
    page = hide(malik, take(malik, ref), ref)
    assert copy_on(page) == "On joue au foot avec [nom] et [nom]. [nom] est gardien. C'est bien à [lieu]."
    assert "relisez-la" in page.text
    assert not page.soup.select(".suggestion"), "what is hidden is no longer suggested"
    assert rows(platform)[0].unfinished == copy_on(page), "and keeps it"
    malik.send(page, f"/moderation/{ref}/decision", decision="publish")
    decision = rows(platform, Decision)[0]
    assert (decision.suggested, decision.followed) == (4, 4)


def test_one_suggestion_alone_with_a_better_role_and_other_words_typed(browser_of, send):
    ref = send()
    malik = browser_of("malik")
    page = take(malik, ref)
    first = page.soup.find("input", {"name": "hide"})["value"]
    page = hide(malik, page, ref, hide=[first], **{f"as-{first}": "mon éducateur"})
    assert copy_on(page) == WORDS.replace("Karim", "[mon éducateur]").replace("KARIM", "[mon éducateur]")
    page = hide(malik, page, ref, hide=[], hide_words="LINA", hide_as="ma sœur")
    assert "[ma sœur]" in copy_on(page)
    assert "Lina" not in copy_on(page)
    assert copy_on(hide(malik, page, ref, act="restart")) == WORDS


@pytest.mark.parametrize(
    "typed",
    [
        {"hide": ["0-99999", "x", "-1-4", "5-2", "999999-999999"]},
        {"hide": ["0-4"], "as-0-4": "<b>x</b>"},
        {"hide_words": "", "hide_as": "nom"},
        {"hide_words": "pas là", "hide_as": "nom"},
    ],
)
def test_odd_places_and_unknown_roles_hide_nothing(browser_of, send, typed):
    ref = send()
    malik = browser_of("malik")
    page = hide(malik, take(malik, ref), ref, **{"hide": []} | typed)
    assert page.status == 200
    assert copy_on(page) == WORDS


def test_a_role_is_only_one_of_ours(browser_of, send):
    ref = send()
    malik = browser_of("malik")
    assert hide(malik, take(malik, ref), ref, hide=[], hide_words="Lina", hide_as="Lina").status == 400


def test_the_copy_is_made_for_whoever_holds_the_message_and_nobody_else(platform, cast, browser_of, send):
    ref = send()
    malik, naima, karine = browser_of("malik"), browser_of("naima"), browser_of("karine")
    page = take(malik, ref)
    token = naima.get("/moderation/ma-semaine").soup.find("input", {"name": "csrf_token"})["value"]
    fields = {"csrf_token": token, "version": "1", "published_text": "Ma copie", "act": "hide"}
    answer = naima.post(f"/moderation/{ref}/cacher", fields)
    assert answer.status == 409
    assert "Ma copie" in answer.data.decode()
    assert "Karim" not in answer.text
    fields["csrf_token"] = karine.get("/moderation/ma-semaine").soup.find("input", {"name": "csrf_token"})["value"]
    assert karine.post(f"/moderation/{ref}/cacher", fields).status == 404
    assert hide(malik, page, ref, version="9").status == 409
    assert rows(platform)[0].unfinished is None


def test_the_page_saves_by_itself_and_is_told_in_a_status(platform, browser_of, send):
    ref = send()
    malik = browser_of("malik")
    page = take(malik, ref)
    assert "connect-src 'self'" in page.headers["Content-Security-Policy"]
    assert "connect-src" not in malik.get("/moderation/").headers["Content-Security-Policy"]
    token = page.soup.find("input", {"name": "csrf_token"})["value"]
    fields = {"csrf_token": token, "version": "1", "published_text": "J'ai dit"}
    url, asks = f"/moderation/{ref}/brouillon", {"Accept": "application/json"}

    def save(**typed):
        return malik.client.post(url, data=fields | typed, headers=asks, base_url=malik.base)

    assert save().status_code == 204
    assert rows(platform)[0].unfinished == "J'ai dit"
    assert save(version="2").status_code == 409
    assert rows(platform)[0].unfinished == "J'ai dit"


def test_words_that_begin_with_blanks_are_approved_by_changing_nothing(platform, browser_of, send, cast):
    ref = send("\n\n  Karim me manque.")
    malik, naima, ines = browser_of("malik"), browser_of("naima"), browser_of(cast.ines)
    page = take(malik, ref)
    copy = copy_on(page).replace("Karim", "[nom]")
    malik.send(page, f"/moderation/{ref}/decision", decision="publish", published_text=copy)
    ines.send(ines.get(f"/messages/{ref}/reponse"), f"/messages/{ref}/reponse", reply="agree")
    second = take(naima, ref)
    assert copy_on(second) == copy
    naima.send(second, f"/moderation/{ref}/decision", decision="publish")
    assert rows(platform)[0].state == "approved"


def test_enter_on_a_box_decides_nothing(browser_of, send):
    malik, ref = browser_of("malik"), send(quote=False)
    page = take(malik, ref)
    first = page.form(f"/moderation/{ref}/decision").find("button", {"type": "submit"})
    assert not first.has_attr("name")
    asked = malik.send(page, f"/moderation/{ref}/decision", note="Pas fini.")
    assert asked.status == 400
    assert "Choisissez une décision." in asked.text
    assert asked.soup.find("textarea", {"name": "note"}).text.strip() == "Pas fini."


def test_two_pages_open_on_one_message_never_write_over_each_other(platform, browser_of, send):
    ref = send()
    malik = browser_of("malik")
    first = take(malik, ref)
    second, url = malik.get(f"/moderation/{ref}"), f"/moderation/{ref}/brouillon"

    def save(page, words, mark=None):
        held = {each["name"]: each["value"] for each in page.soup.select("[name=csrf_token], [name=mark]")}
        fields = {**held, "version": "1", "published_text": words} | ({"mark": mark} if mark else {})
        asks = {"Accept": "application/json"}
        return malik.client.post(url, data=fields, headers=asks, base_url=malik.base)

    mark = save(first, "Un").headers["Copy-Mark"]
    assert save(first, "Un").status_code == 204, "sent again, for want of an answer"
    assert save(second, "Autre chose").status_code == 409
    assert rows(platform)[0].unfinished == "Un"
    assert save(first, "Un, deux", mark).status_code == 204
    second.form(f"/moderation/{ref}/decision")["action"] = url
    late = malik.send(second, url, published_text="Autre chose")
    assert late.status == 409
    assert "Autre chose" in {area.text.strip() for area in late.soup.find_all("textarea")}, "and nothing is lost"
    assert rows(platform)[0].unfinished == "Un, deux"
    assert save(malik.get(f"/moderation/{ref}"), "Trois").status_code == 204


def test_a_hard_message_is_behind_a_warning_that_says_why_and_whom_to_call(platform, browser_of, send):
    with platform.database.transaction() as session:
        names = {"supervision_name": "Nadia Brun", "supervision_phone": "01 99 00 12 34"}
        change(session, actor="platform", role="administrator", **names)
    platform._department_until = 0.0
    ref = send(BLOWS)
    malik = browser_of("malik")
    for page in (malik.get(f"/moderation/{ref}"), take(malik, ref)):
        veil = page.soup.select_one("details.veil")
        assert not veil.has_attr("open")
        assert "coups, violences" in veil.summary.text
        assert veil.find(string=lambda words: "frappe" in words)
        assert not [
            words for words in page.soup.find_all(string=True) if "frappe" in words and veil not in words.parents
        ]
        assert "01 99 00 12 34" in veil.text
        assert "« frappe » (coups, violences)" in " ".join(veil.text.split())
    assert page.soup.select_one(".worrying").text.strip() in BLOWS
    assert not take(malik, send()).soup.select("details.veil")


def test_what_points_to_few_is_said_and_behind_the_warning_when_there_is_one(browser_of, send):
    unique, malik = "Je suis la seule triplée du foyer.", browser_of("malik")
    calm, hard = take(malik, send(unique)), take(malik, send(f"{unique} {BLOWS}"))
    for page in (calm, hard):
        assert "Sans nom, mais reconnaissable" in page.text
    veil = hard.soup.select_one("details.veil")
    assert all(veil in words.parents for words in hard.soup.find_all(string=lambda words: "triplée" in words))


def test_a_hard_message_under_way_is_open(browser_of, send):
    ref = send(BLOWS)
    malik = browser_of("malik")
    page = hide(malik, take(malik, ref), ref, hide_words="bleus", hide_as="détail")
    assert page.soup.select_one("details.veil").has_attr("open")


def test_an_unknown_language_is_said(browser_of, send):
    page = browser_of("malik").get(f"/moderation/{send(ENGLISH)}")
    assert "les aides ne connaissent pas cette langue" in page.text
    assert "lisez tout" in page.text


ODD = (
    "Karim <x-canary onload=alert(1)>\"'</textarea></p><script>alert(1)</script> {{ 71*73 }} %(name)s {0.__class__}",
    "\u202eKarim\u202c \u2066Lina \u200bz\u200dw\ufeff 👩‍👩‍👧‍👦 ＝1+1 ﬁ KA\u0301RIM",
    "\n\n  [nom] Karim [mon éducateur] ]]][[[ [Karim] \n",
    "Karim" + "\u0301" * 4000,
    "{words} {kind} {} Karim %s",
)


@pytest.mark.parametrize("words", ODD)
def test_attacks_9_and_12_odd_words_stay_what_they_are_on_the_desk_and_in_the_copy(platform, browser_of, send, words):
    """Stored whole, shown literal, hidden without harm, proposed to the letter."""
    ref = send(words)
    malik = browser_of("malik")
    page = take(malik, ref)
    shown = page.soup.select_one("[data-original]").text
    assert shown.strip() == words.strip()
    assert page.soup.find("x-canary") is None
    assert "5183" not in page.text
    page = hide(malik, page, ref)
    assert page.status == 200
    copy = copy_on(page)
    assert rows(platform)[0].unfinished.strip() == copy.strip()
    malik.send(page, f"/moderation/{ref}/decision", decision="publish")
    row = rows(platform)[0]
    assert row.proposed == copy.replace("\r\n", "\n").strip()
    assert row.original == words


def test_m6_a_warning_is_true_of_a_language_that_the_aids_do_not_know(browser_of, send):
    malik = browser_of("malik")
    assert "quelque chose inquiète" not in malik.get("/moderation/").text
    veil = take(malik, send(ENGLISH)).soup.select_one("details.veil")
    assert "ne savent pas de quoi parle ce message" in " ".join(veil.summary.text.split())
    assert "quelque chose" not in malik.get("/moderation/").text


def test_m6_the_words_that_a_child_refused_wait_behind_the_warning_too(browser_of, send, cast):
    ref = send(BLOWS)
    malik, naima, ines = browser_of("malik"), browser_of("naima"), browser_of(cast.ines)
    proposed = {"decision": "publish", "published_text": "[un adulte] me frappe tous les soirs"}
    malik.send(take(malik, ref), f"/moderation/{ref}/decision", **proposed)
    reply = {"reply": "object", "body": "il me frappe avec une ceinture"}
    ines.send(ines.get(f"/messages/{ref}/reponse"), f"/messages/{ref}/reponse", **reply)
    page = take(naima, ref)
    veil = page.soup.select_one("details.veil")
    shown = [words for words in page.soup.find_all(string=True) if "frappe" in words]
    assert len(shown) > 3
    assert all(veil in words.parents for words in shown)
