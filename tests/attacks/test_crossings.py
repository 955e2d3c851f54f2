"""ATTACKS 4, 29 and 30 on crossings, the ledger and editions: over HTTP, from what can be read and downloaded alone."""

import csv
import re
from io import StringIO

import pytest
from sqlalchemy import select

from hcec.consultations.models import Consultation
from hcec.disclosure import crossings
from hcec.disclosure.bounding import Interval
from hcec.disclosure.deduction import Told
from hcec.disclosure.linked_attacker import attack_linked
from hcec.syntheses.models import Synthesis
from hcec.syntheses.services.publishing import prepare_release
from tests.syntheses import snapshots

SLUG = "mes-freres-et-soeurs"
NEW = "/observatoire/syntheses/nouvelle"
AGE_BY_FACE, PLACE_BY_AGE = "age_band__q1", "placement_type__age_band"
CANARY = "Zéphirine-Canari"


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


@pytest.fixture
def closed(platform, cast):
    """Two hundred children, and a canary in words that nobody approved."""
    with platform.database.transaction() as session:
        made = snapshots.closed(session, cast.staff["cyril"], sheets=200)
        snapshots.message(session, made, (), f"Je m’appelle {CANARY}.", state=snapshots.TestimonyState.SUBMITTED)


def start(browser, *chosen, level="internal", title="Croisée"):
    page = browser.send(
        browser.get(f"{NEW}?consultation={SLUG}"),
        NEW,
        consultation=SLUG,
        level=level,
        title=title,
        crossing=["questions", "age_band", "placement_type", *chosen],
    )
    return page.url.removeprefix("http://localhost")


def publish(browser, address):
    browser.send(browser.get(address), f"{address}/publier")
    return address


def told_by(browser, address, title):
    """Read a crossing, its margins and its total in the long file, as anyone who has it does."""
    text = browser.get(f"{address}/telecharger/csv").data.decode("utf-8-sig")
    rows = [row for row in csv.reader(StringIO(text), delimiter=";") if title in (row[0], row[1])]
    tables = {(): {}, ("row",): {}, ("column",): {}, ("row", "column"): {}}
    for table, categories, count, _status, _percent in rows:
        read = Interval(int(count), int(count)) if count else None
        if table != title:
            tables[()][()] = read
            continue
        row, column = categories.split(" × ")
        every = "Total"
        columns = tuple(name for name, code in (("row", row), ("column", column)) if code != every)
        tables[columns][tuple(code for code in (row, column) if code != every)] = read
    return [Told("/".join(columns) or "total", columns, lines) for columns, lines in tables.items()]


@pytest.mark.parametrize(("level", "threshold"), [("internal", 5), ("public", 11)])
def test_29_no_hidden_line_of_a_downloaded_crossing_can_be_proved_small(odile, closed, level, threshold):
    address = publish(odile, start(odile, AGE_BY_FACE, PLACE_BY_AGE, level=level))
    for title in ("Âge — selon le lieu de vie", title_of(odile, address)):
        told = told_by(odile, address, title)
        assert len(told[3].lines) > 3
        shown = [read.low for table in told for read in table.lines.values() if read is not None]
        assert all(count == 0 or count >= threshold for count in shown)
        found = attack_linked(told, threshold=threshold)
        assert found.passed, found
        assert not found.undecided


def title_of(browser, address):
    text = browser.get(f"{address}/telecharger/csv").data.decode("utf-8-sig")
    return next(row[0] for row in csv.reader(StringIO(text), delimiter=";") if row[0].endswith("— selon l’âge"))


def figures_of(browser, address, words):
    """Return the numbers of the crossing on the page, cell by cell."""
    figures = [each for each in browser.get(address).soup.find_all("figure") if words in each.get_text()]
    return [cell.get_text(strip=True) for figure in figures for cell in figure.find_all("td")]


def test_29_two_drafts_never_hide_different_cells_of_one_crossing(odile, closed):
    """What is declared is protected as a whole: no preview is the difference of two others."""
    alone, both = start(odile, AGE_BY_FACE), start(odile, AGE_BY_FACE, PLACE_BY_AGE)
    other = start(odile, PLACE_BY_AGE)
    for words, pair in (("— selon l’âge", (alone, both)), ("— selon le lieu de vie", (both, other))):
        first, second = (figures_of(odile, address, words) for address in pair)
        assert first
        assert first == second


def test_4_no_page_and_no_file_holds_a_small_cell(platform, odile, closed):
    address = start(odile, AGE_BY_FACE, PLACE_BY_AGE)
    cells = figures_of(odile, address, "— selon")
    assert cells
    assert not [cell for cell in cells if re.fullmatch("[1-4]", cell)]
    for parameters in ("?level=internal", "?threshold=1", "?crossing=age_band__q2", "?show=all"):
        assert figures_of(odile, f"{address}{parameters}", "— selon") == cells


def test_29_a_newcomer_after_a_release_is_refused_with_no_number_shown(platform, odile, closed):
    publish(odile, start(odile, AGE_BY_FACE))
    with platform.database.transaction() as session:
        consultation = session.scalars(select(Consultation)).one()
        snapshots.sheet(session, consultation, *snapshots.pattern(consultation, 7))
    address = start(odile, AGE_BY_FACE, title="Avec une de plus")
    page = odile.get(address)
    assert "elles ne sont plus ce qu’elles étaient" in page.text
    assert not page.soup.select(".bars")
    assert odile.post(f"{address}/publier", {"csrf_token": odile.token(address), "version": "1"}).status == 409


def test_29_the_same_crossing_made_twice_gives_the_same_bytes(platform, odile, closed):
    start(odile, AGE_BY_FACE, PLACE_BY_AGE)
    made = []
    for _ in range(2):
        crossings.cross.cache_clear()
        with platform.database.reading() as session:
            made.append(prepare_release(session, synthesis=session.scalars(select(Synthesis)).one()))
    assert made[0] == made[1]


def test_30_no_canary_leaves_by_the_ledger_an_edition_or_a_crossing(platform, odile, closed):
    address = publish(odile, start(odile, AGE_BY_FACE))
    with platform.database.reading() as session:
        sheet = session.scalars(select(snapshots.AnswerSheet)).first()
        canaries = [CANARY, sheet.id.hex, sheet.tag.hex(), str(sheet.id)]
    for page in ("/observatoire/registre/", "/observatoire/registre/registre.csv", "/observatoire/editions/", address):
        told = odile.get(page).data.decode()
        assert not [canary for canary in canaries if canary in told]
