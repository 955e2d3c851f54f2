"""Answering as a young person without JavaScript does: the contract, the situation, one question a screen."""

SLUG = "mes-freres-et-soeurs"
WORDS = "Je voudrais voir ma sœur tous les samedis."


def start(browser, slug=SLUG, **situation):
    """Accept the contract and tell a situation; return the first question's page."""
    accord = f"/consultations/{slug}/accord"
    page = browser.send(browser.get(accord), accord, accept="yes")
    return browser.send(page, f"/consultations/{slug}/ma-situation", button="next", **situation)


def again(browser, slug=SLUG, **situation):
    """Tell the situation again, before changing what was sent."""
    address = f"/consultations/{slug}/ma-situation"
    return browser.send(browser.get(address), address, button="next", **situation)


def answer_all(browser, words=WORDS, slug=SLUG, **last):
    """Answer the five kinds of questions; return the page after the last press."""
    page = browser.get(f"/consultations/{slug}/questions/1")
    page = browser.send(page, button="next", answer="2", field="answer")
    page = browser.send(page, button="next", answer="3", field="answer")
    page = browser.send(page, button="next", answer=["1", "3"], field="answer")
    page = browser.send(page, button="next", rank_1="2", rank_2="1", field="rank_1")
    return browser.send(page, button="next", answer=words, field="answer", **last)


def write(browser, body=WORDS, **ticked):
    """Put a message in the idea box; return the page that follows."""
    page = browser.get("/messages/nouveau")
    if page.url.endswith("/accord"):
        page = browser.send(page, "/messages/accord", accept="yes")
    return browser.send(page, "/messages/nouveau", body=body, **ticked)


def typed_in(page) -> str:
    """Return the text that the page's text area holds, as a browser would."""
    held = page.soup.find("textarea", {"name": "answer"}).text
    return held[1:] if held.startswith("\n") else held
