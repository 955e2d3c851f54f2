"""The catalogues follow the code, and every message has its French."""

import gettext
import re

from babel.messages.pofile import read_po

from tests.conventions.catalogue import ROOT, TRANSLATIONS, stale

FRENCH = TRANSLATIONS / "fr" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def messages(path):
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def test_the_catalogues_are_those_of_a_fresh_extraction():
    assert [path.relative_to(ROOT).as_posix() for path in stale()] == []


def test_every_message_has_its_french_in_every_form():
    empty = [
        message.id
        for message in messages(FRENCH / "messages.po")
        if not all(message.string if message.pluralizable else [message.string])
    ]
    assert empty == []


def test_the_compiled_catalogue_is_read_by_gettext():
    with (FRENCH / "messages.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    for message in messages(FRENCH / "messages.po"):
        if not message.pluralizable and message.context is None:
            assert catalogue.gettext(message.id) == message.string


def test_a_plural_names_what_its_singular_names_but_the_number():
    for message in messages(TRANSLATIONS / "messages.pot"):
        if message.pluralizable:
            one, many = (set(PLACEHOLDER.findall(form)) for form in message.id)
            assert one | {"num", "count"} >= many, message.id
