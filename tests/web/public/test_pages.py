"""What the public pages promise is what the settings and the sweeps do."""

from hcec.department.services import change


def test_s4_how_long_an_alert_s_words_are_kept_is_said_from_the_setting_that_erases_them(platform, browser):
    with platform.database.transaction() as session:
        change(session, actor="platform", role="administrator", alert_days=45)
    platform._department_until = 0.0
    rows = {row.th.text: row.td.text for row in browser.get("/vie-privee").soup.select("tbody tr")}
    kept = rows["Les mots d’une alerte"]
    assert "45 jours après la réponse du service prévenu" in kept
    assert "Sans réponse\N{NO-BREAK SPACE}: 45 jours après la fin. Jamais avant la fin." in kept
    assert "au moins 45 jours" in rows["Ce qu’on t’a répondu sur une alerte"]
