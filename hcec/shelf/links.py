"""Links to other sites: https alone, to a plain host name, so that what is read is where it leads."""

import re
from urllib.parse import urlsplit

LONGEST = 500
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_PLAIN = re.compile(r"[!-~]+")


def is_sound(link: str) -> bool:
    """Whether a link may be offered: printable ASCII, https, no name or password, no port, no twin letters."""
    if len(link) > LONGEST or not _PLAIN.fullmatch(link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme == "https" and bool(_HOST.fullmatch(parts.netloc.lower())) and "\\" not in link
    except ValueError:
        return False


def host_of(link: str) -> str:
    """Return where a sound link leads, as people say it."""
    return urlsplit(link).netloc.lower().removeprefix("www.")
