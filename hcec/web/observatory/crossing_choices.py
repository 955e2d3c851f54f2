"""The tables that a synthesis may hold, as its form offers them: crossings too, where enough young people answered."""

from sqlalchemy.orm import Session
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from hcec import i18n, labels
from hcec.consultations.models import Consultation
from hcec.disclosure.thresholds import CROSSING_BASE
from hcec.labels import N_
from hcec.syntheses.enums import OF_SHEETS, Crossing
from hcec.syntheses.services.crossing import crossing_titles
from hcec.syntheses.services.declaring import MOST_CROSSINGS, has_release, offered


def offer_crossings(session: Session, field: SelectMultipleField, consultation: Consultation) -> None:
    """List the tables and crossings of this consultation, and say which cannot be had, and why."""
    codes, titles = offered(session, consultation), crossing_titles(consultation)
    is_edition = consultation.edition is not None
    tables = [
        SelectChoice(code, i18n.translate(words))
        for code, words in labels.options("crossing")
        if code == Crossing.THEMES or not is_edition
    ]
    field.choices = [*tables, *(SelectChoice(code, titles[code]) for code in codes)]
    if is_edition:
        if field.raw_data is None and field.data == [*OF_SHEETS]:  # what a form that was not sent starts with
            field.data = [Crossing.THEMES]
        field.description = i18n.translate(
            N_("Une édition de la boîte à idées compte les thèmes ; rien ne s’y croise.")
        )
        return
    field.description = _why(session, consultation, codes)


def too_many() -> str:
    """Return what to say of more crossings than can be protected together."""
    words = N_("%(most)s croisements au plus par consultation, tous brouillons réunis.")
    return i18n.translate(words, most=MOST_CROSSINGS)


def _why(session: Session, consultation: Consultation, codes: list[str]) -> str:
    if has_release(session, consultation):
        if codes:
            return i18n.translate(
                N_("Une version est sortie : seuls les croisements choisis avant elle restent possibles.")
            )
        return i18n.translate(N_("Une version est sortie sans croisement : il n’y en aura pas sur ces réponses."))
    if not codes:
        return i18n.translate(N_("Moins de %(base)s jeunes ont répondu : rien ne se croise."), base=CROSSING_BASE)
    return i18n.translate(
        N_(
            "Choisissez vos croisements avant la première version : elle fige la liste. Les questions à plusieurs"
            " réponses et les thèmes ne se croisent pas : un jeune y est dans plusieurs cases, et rien ne garantirait"
            " alors qu’un nombre masqué le reste."
        )
    )
