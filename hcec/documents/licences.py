"""The two licences of open data that a release may leave under."""

from dataclasses import dataclass

from hcec.disclosure.values import Level, Release


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as a program and a person read it. `code` is the release's; `name` the one of opendefinition.org."""

    code: str
    name: str
    title: str
    address: str


LICENCES = {
    "etalab-2.0": Licence(
        "etalab-2.0",
        "etalab-2.0",
        "Licence Ouverte 2.0 (Etalab)",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    ),
    "odbl-1.0": Licence(
        "odbl-1.0",
        "ODbL-1.0",
        "Open Database License 1.0 (ODbL)",
        "https://opendatacommons.org/licenses/odbl/1-0/",
    ),
}
NONE = Licence("", "", "", "")


class UnknownLicence(Exception):
    """The release names a licence that no file knows."""


def licence_of(release: Release) -> Licence:
    """Return the licence of a public release; an internal one has none. Raises UnknownLicence."""
    if release.level is Level.INTERNAL:
        return NONE
    try:
        return LICENCES[release.licence]
    except KeyError as unknown:
        raise UnknownLicence from unknown
