"""Crossings of a release as they are read on a page: the same bars and the same numbers as in its files."""

from hcec import i18n
from hcec.disclosure.values import Release
from hcec.documents.outline import Figure, crossing_figure
from hcec.documents.words import DocumentWords


def crossing_figures(release: Release, words: DocumentWords | None = None) -> list[Figure]:
    """Return what the component draws, in the reader's language; `words` are those of who was asked."""
    words = words or DocumentWords.translated(i18n.current_locale().language, i18n.translate)
    return [crossing_figure(table, words) for table in release.crossings]
