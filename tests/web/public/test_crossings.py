"""A crossing is read on the page of results as in its files: bars by group, and a table with its margins."""

from dataclasses import replace

from hcec.disclosure.values import from_bytes, to_bytes
from hcec.syntheses import models
from tests.documents.rich import CROSSING
from tests.web.conftest import SLUG


def test_a_crossing_shows_its_bars_and_its_table(platform, release, browser):
    release_id, _ = release()
    with platform.database.transaction() as session:
        row = session.get_one(models.Release, release_id)
        row.content = to_bytes(replace(from_bytes(row.content), crossings=(CROSSING,)))
    page = browser.get(f"/resultats/{SLUG}")
    figure = next(each for each in page.soup.find_all("figure") if CROSSING.title in each.text)
    assert [cell.text for cell in figure.find_all("th", scope="col")][-1] == "Total"
    assert [cell.text.split()[0] for cell in figure.find("tbody").find("tr").find_all("td")] == [
        "26",
        "13",
        "·",
        "·",
        "51",
    ]
    spoken = [bars["aria-label"] for bars in figure.find_all("div", role="img")]
    assert len(spoken) == 2
    assert "Moins de 15 ans" in spoken[0]
    assert "masqué pour protéger" in spoken[0]
    assert figure.find_all(style=True) == []
    assert page.soup.find("a", href=f"/donnees/{release_id.hex}/jeunes")
