"""What attackers use: a fresh session from any address, and everything that is stored."""

from pathlib import Path

from sqlalchemy import MetaData, select

from tests.page import Browser

PASSWORD = "quatre mots sans rapport"


def send(app, url, address="192.0.2.1", **typed):
    """Fill in the page's form from an address, in a fresh session."""
    browser = Browser(app)
    page = browser.get(url)
    token = page.form(url).find("input", {"name": "csrf_token"})["value"]
    return browser.post(url, {"csrf_token": token, **typed}, environ_overrides={"REMOTE_ADDR": address})


def everything(engine) -> bytes:
    """Return every value of every table, and the files behind them."""
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database)
        return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    metadata, held = MetaData(), b""
    metadata.reflect(engine)
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                held += b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
    return held
