"""What a reader does at the desk, over HTTP; and words to do it on."""

from sqlalchemy import select

from hcec.testimonies.models import Testimony

WORDS = "On joue au foot avec Karim et Lina. KARIM est gardien. C'est bien à Yzeure."
BLOWS = "mon educ me frappe tous les soirs, j'ai des bleus"
ENGLISH = "My foster parents are nice but I would like to see my brother more often"


def take(browser, ref):
    return browser.send(browser.get(f"/moderation/{ref}"), f"/moderation/{ref}/prendre")


def copy_on(page):
    return page.soup.find("textarea", {"name": "published_text"}).text.removeprefix("\n")


def rows(platform, model=Testimony):
    with platform.database.reading() as session:
        return session.scalars(select(model)).all()


def hide(browser, page, ref, **typed):
    """Press "Cacher": the decision form, sent to where that button leads."""
    form = page.form(f"/moderation/{ref}/decision")
    form["action"] = form.find("button", {"name": "act"})["formaction"]
    ticked = [box["value"] for box in form.find_all("input", {"name": "hide"})]
    return browser.send(page, f"/moderation/{ref}/cacher", **{"act": "hide", "hide": ticked} | typed)
