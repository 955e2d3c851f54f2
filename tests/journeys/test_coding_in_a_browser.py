"""Coding by keyboard alone, and without a script; axe at each step."""

from sqlalchemy import update

from hcec import clock
from hcec.coding.models import Coding, ThemeCode
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests.journeys.test_desk_in_a_browser import Reader, desk, rows

SCHOOL, DOOR, HARD = "À l'école on m'aide pour le bac.", "La porte grince.", "mon educ me frappe tous les soirs"


def begin(reader: Reader) -> None:
    """Somebody decided to keep every message; the desk opens on what waits."""
    with reader.server.platform.database.transaction() as session:
        session.execute(update(Testimony).values(state=TestimonyState.KEPT, written_on=clock.month_of(clock.today())))
    reader.page.goto(f"{reader.server.base}/moderation/codage/")


def test_three_messages_by_keyboard_alone(open_browser, tmp_path):
    with desk(tmp_path, lambda: open_browser(width=1280, height=800).new_page(), [SCHOOL, DOOR, HARD]) as reader:
        begin(reader)
        reader.clean().page.get_by_role("link", name="Coder à la suite").focus()
        reader.press("Enter", leads=True)
        for _each in range(3):
            reader.clean()
            words = reader.page.text_content(".original")
            if words == HARD:
                assert not reader.page.is_visible(".original"), "behind a warning (M6)"
                reader.press("o").clean()
            if words == SCHOOL:
                reader.press("?").clean().press("Escape")
                reader.press("v", leads=True)
            else:
                reader.press("a", "4", "g", leads=True)
        assert "Tous les messages que vous pouvez lire ont un thème" in reader.clean().page.inner_text("body")
        assert len(rows(reader, Coding)) == 3
        found = {(each.theme, each.was_suggested) for each in rows(reader, ThemeCode)}
        assert {("LIEU", False), ("ECOLE", True)} <= found
        assert reader.errors == []


def test_the_same_without_a_script_on_a_phone(open_browser, tmp_path):
    with desk(tmp_path, lambda: open_browser(width=390, height=800, javascript=False).new_page(), [SCHOOL]) as reader:
        begin(reader)
        page = reader.page
        page.get_by_role("link", name="Coder à la suite").click()
        page.locator("[name=themes][value=ECOLE]").check()
        page.locator("[name=tones][value=thanks]").check()
        page.get_by_role("button", name="Garder ce codage").click()
        assert "C’est codé." in page.inner_text("body")
        assert {(each.theme, each.was_suggested) for each in rows(reader, ThemeCode)} == {("ECOLE", True)}
