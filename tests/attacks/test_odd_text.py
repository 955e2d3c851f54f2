"""ATTACKS 5, 9, 11, 12: odd words in every field of every form within reach of every role: never a 500, always literal;
and fields that no form has, sent with every one: ignored.
"""

from datetime import date
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select

from hcec import clock, create_app, db
from hcec.accounts.enums import Audience
from hcec.accounts.models import Staff
from hcec.accounts.services import sessions
from hcec.accounts.services import youth as youth_services
from hcec.cli.installing import prepare
from hcec.demo.services import load_demonstration
from hcec.moderation.models import Approval
from hcec.permissions import Role
from hcec.platform import start
from hcec.safeguarding.crip_keys import draw_key
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.web.sessions import cookie_name
from tests.crawl import Crawler, filled, has_words, leads_on, send
from tests.effort import effort
from tests.page import Browser
from tests.platform import settings_for

ACTIVE = (
    "<x-canary onload=alert(1)>\"'><svg/onload=alert(1)><script>alert(1)</script></textarea><math><mtext>"
    "{{ 71*73 }}{% raw %}${71*73}#{71*73} %(name)s %s %n {0.__class__} javascript:alert(1) &lt;b&gt;"
)
STRANGE = (
    "\u202eenvers\u202c \u2066isolé \u200bz\u200dw\ufeff 👩‍👩‍👧‍👦 🏳️‍🌈 ＝1+1 ﬁ Å Å \u0600\u06dd "
    + "e\u0301\u0323" * 50
    + ACTIVE
)
UNREADABLE = b"\x00 \xed\xa0\x80 \xff\xfe \x1b[31m \r\n\r\n \x0b\x1c\x85 " + "́".encode() * 3000 + b"' OR 1=1 --"
COMPUTED = "{{ 71*73 }}"
SHORT = f"<x-canary onload=alert(1)>{COMPUTED}%(n)s{{0.__class__}}\u202e ＝1"
# Words that want to be code are a matter of pages; bytes that are no text are a matter of the strictest database.
on_sqlite = pytest.mark.parametrize("village", ["sqlite"], indirect=True, scope="module")
on_postgres = pytest.mark.parametrize("village", ["postgres"], indirect=True, scope="module")
QUERY = "?page=99999999999999999999&n=-99999999999999999999&q=%00%27%25_%ED%A0%80&consultation=%00&lang=../..&level=x"
ROLES = (Role.YOUTH, Role.OBSERVATORY, Role.MODERATOR, Role.COORDINATOR, Role.CRIP, Role.ANSWERER, Role.ADMINISTRATOR)


NOBODYS = UUID(int=0xC0FFEE)
EXTRA = {  # as a column might be called; each value is found again wherever it went
    **dict.fromkeys(("author", "by", "tag", "slug", "note_box", "reason_box", "claimed_by_name"), "extra-canary"),
    **dict.fromkeys(("id", "staff_id", "testimony_id", "consultation_id", "claimed_by", "circle_id"), NOBODYS.hex),
    **dict.fromkeys(("published_on", "written_on", "decided_on", "seen_on", "left_on", "closed_on"), "2001-02-03"),
    "role": "administrator",
    "state": "approved",
    "status": "archived",
    "urgency": "31337",
    "agreed_version": "31337",
}


@pytest.fixture(scope="module")
def village(request, tmp_path_factory):
    """A small demonstration, whose people can be signed in: (application, function from a role to a Browser)."""
    home = tmp_path_factory.mktemp("village")
    url = request.getfixturevalue("postgres_server").create() if request.param == "postgres" else None
    settings = settings_for(home, url)
    prepare(settings)
    platform = start(settings)
    public_key, _ = draw_key("une phrase de passe")
    people = load_demonstration(platform, young=30, seed=1, today=clock.today(), crip_public_key=public_key)
    app = create_app(platform)
    app.people = people
    yield app
    platform.database.dispose()


@pytest.fixture
def browser_as(village):
    def sign_in(role) -> Browser:
        village.platform.activate()
        browser = Browser(village)
        if role == Role.YOUTH:
            with village.platform.database.reading() as session:
                youth = youth_services.open_account(session, " ".join(village.people.young[0].phrase))
            kept, audience, staff_id = youth_services.to_session(youth), Audience.YOUTH, None
            content = {"_user_id": str(Audience.YOUTH), "youth": kept}
        else:
            person = next(each.person for each in village.people.colleagues if each.person.role == role)
            content, audience, staff_id = {"_user_id": f"staff:{person.id.hex}"}, Audience.STAFF, person.id
        token = sessions.new_token()
        with village.platform.database.volatile() as volatile:
            sessions.save_session(volatile, token, content, audience=audience, staff_id=staff_id)
        browser.client.set_cookie(cookie_name(village), token, domain="localhost")
        return browser

    return sign_in


def overwhelm(visitor, long, short):
    """Send every form within reach twice: its free texts filled in, then every field; yield the answers."""
    crawler = Crawler(visitor)
    for page in crawler.pages():
        for form in page.soup.find_all("form", method="post") if page.is_html else []:
            if not (has_words(form) or leads_on(form, page)):
                continue
            for everything in (True, False):
                answer = send(visitor, page, form, filled(form, long, short, everything=everything))
                crawler.follow(answer.headers.get("Location"))
                yield answer


def is_inert(page):
    """Nothing that was typed became a tag, an attribute or a computed value."""
    assert page.soup.find("x-canary") is None, page.url
    assert not [tag for tag in page.soup.find_all(["svg", "math", "script"]) if tag.get("onload") or tag.find("mtext")]
    assert not page.soup.find_all("script", src=False), page.url
    assert "5183" not in page.text, page.url
    return True


# Words that want to be code are a matter of pages; bytes that are no text are a matter of the strictest database.
@on_postgres
def test_bytes_that_are_no_text_are_refused_or_replaced(browser_as):
    sent = 0
    for role in ROLES:
        for answer in overwhelm(browser_as(role), UNREADABLE, UNREADABLE):
            assert answer.status_code < 500, f"{role} {answer.request.path}: {answer.status_code}"
            sent += 1
    for page in Crawler(browser_as(Role.COORDINATOR), each_kind=1).pages():
        assert page.status < 500, page.url
    assert sent > 10


@on_sqlite
def test_words_that_want_to_be_code_are_kept_and_shown_as_they_are(browser_as):
    kept, shown = 0, 0
    for role in ROLES:
        for answer in overwhelm(browser_as(role), STRANGE, SHORT):
            assert answer.status_code < 500, f"{role} {answer.request.path}: {answer.status_code}"
            kept += answer.status_code == 303
    for role in ROLES:
        for page in Crawler(browser_as(role)).pages():
            assert page.status < 500, page.url
            if page.is_html:
                assert is_inert(page)
                shown += COMPUTED in page.text
    assert kept > 10
    assert shown > 5


def kept_of_extra(platform):
    """Return which tables hold something of what no form asked for."""
    wanted = {*EXTRA.values(), NOBODYS, date(2001, 2, 3), 31337} - {"administrator", "approved", "archived"}
    with platform.database.reading() as session:
        rows = ((table.name, row) for table in db.Base.metadata.sorted_tables for row in session.execute(select(table)))
        return {name for name, row in rows if any(value in wanted for value in row if value.__hash__)}


@on_sqlite
def test_fields_that_no_form_has_are_ignored(village, browser_as):
    with village.platform.database.reading() as session:
        administrators = set(session.scalars(select(Staff.id).where(Staff.role == Role.ADMINISTRATOR)))
    taken = 0
    for role in ROLES:
        visitor = browser_as(role)
        crawler = Crawler(visitor)
        for page in crawler.pages():
            for form in page.soup.find_all("form", method="post") if page.is_html else []:
                if form.find(attrs={"name": "role"}) or not (has_words(form) or leads_on(form, page)):
                    continue
                answer = send(visitor, page, form, EXTRA | filled(form, "Des mots.", "Un mot."))
                assert answer.status_code < 500, f"{role} {answer.request.path}: {answer.status_code}"
                crawler.follow(answer.headers.get("Location"))
                taken += answer.status_code == 303
    assert taken > 10
    assert kept_of_extra(village.platform) == set()
    with village.platform.database.reading() as session:
        assert set(session.scalars(select(Staff.id).where(Staff.role == Role.ADMINISTRATOR))) == administrators
        approved = set(session.scalars(select(Testimony.id).where(Testimony.state == TestimonyState.APPROVED)))
        assert approved == set(session.scalars(select(Approval.testimony_id)))


@on_postgres
@pytest.mark.parametrize("role", [None, Role.YOUTH, Role.MODERATOR])
def test_odd_addresses_are_404_or_400_never_500(village, browser_as, role):
    visitor = Browser(village) if role is None else browser_as(role)
    odd = ("%00", "%ED%A0%80%E2%80%AE", "..%2f..%2fetc", "a" * 1500, "0" * 32, "9" * 30)
    for rule in village.url_map.iter_rules():
        if not rule.arguments or "GET" not in rule.methods:
            continue
        for word in odd:
            address = "/".join(word if part.startswith("<") else part for part in rule.rule.split("/"))
            answer = visitor.client.get(address, base_url=visitor.base)
            assert answer.status_code < 500, f"{role} {address}"


@on_sqlite
@pytest.mark.parametrize("role", [Role.YOUTH, Role.OBSERVATORY, Role.MODERATOR, Role.CRIP])
def test_odd_parameters_break_nothing_and_cost_nothing(browser_as, role):
    """No page costs with them a few times what the costliest of these pages costs without."""
    visitor = browser_as(role)

    def fetch(url):
        return visitor.client.get(url, base_url=visitor.base)

    urls = [page.url for page in Crawler(visitor, each_kind=1).pages()]
    floor = max(effort(partial(fetch, url)) for url in urls)
    for url in urls:
        assert fetch(url + QUERY).status_code < 500, url + QUERY
        assert effort(partial(fetch, url + QUERY), enough=4 * floor) < 4 * floor, url
