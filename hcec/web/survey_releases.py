"""A survey's release on a page and as files: from the frozen value only, for its readers whoever they are."""

from typing import NamedTuple

from flask import Response, abort
from flask_babel import gettext as _

from hcec import i18n
from hcec.disclosure.values import Release, from_bytes
from hcec.documents.outline import Figure as Crossing
from hcec.documents.registry import render
from hcec.documents.words import DocumentWords
from hcec.labels import N_
from hcec.surveys.enums import SurveyState
from hcec.surveys.models import SurveyRelease
from hcec.surveys.rendering import FORMATS, AdultWords
from hcec.web.crossings import crossing_figures
from hcec.web.releases import Figure, attachment, figures

COUNTED = N_("Personnes comptées : %(base)s")


class Shown(NamedTuple):
    """What a page draws of a release."""

    value: Release
    figures: list[Figure]
    crossings: list[Crossing]


def shown(release: Release) -> Shown:
    """Return a release as pages read it, in words for adults."""
    return Shown(release, figures(release, COUNTED), crossing_figures(release, _words()))


def shown_row(row: SurveyRelease) -> Shown | None:
    """Return what is still out, None once it was withdrawn."""
    return None if row.survey.state is SurveyState.WITHDRAWN else shown(from_bytes(row.content))


def download(row: SurveyRelease, file_format: str) -> Response:
    """Make a file from what was frozen. A format that is not offered, or what was withdrawn, is not found."""
    if file_format not in FORMATS or row.survey.state is SurveyState.WITHDRAWN:
        abort(404)
    made = render(from_bytes(row.content), file_format, _words())
    ending = made.filename.rpartition(".")[2]
    return attachment(made.content, made.mime, f"{_('consultation')}-{row.survey_id.hex[:8]}.{ending}")


def _words() -> DocumentWords:
    return AdultWords.translated(i18n.current_locale().language, i18n.translate)
