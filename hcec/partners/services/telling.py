"""Documents of a plenary: the note that convenes it, its minutes. The same data make the same document."""

from collections.abc import Iterator
from datetime import date

from hcec.department.services import Department
from hcec.disclosure.values import Passage
from hcec.documents.odt import UNKNOWN
from hcec.documents.outline import Block, Grid, Note, Part
from hcec.documents.report import Report
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.partners.agenda import points
from hcec.partners.models import Plenary, PlenaryDecision
from hcec.syntheses.services.telling import passages as passages


def convening_note(plenary: Plenary, *, department: Department, open_decisions: list[PlenaryDecision]) -> Report:
    """Return what is sent before: when, where, what about, and what earlier plenaries left to do."""
    parts = [Part(translate(N_("Ordre du jour")), tuple(_agenda(plenary)))]
    if open_decisions:
        parts.append(Part(translate(N_("Ce qui reste à faire")), (_decisions(open_decisions, None),)))
    return _report(plenary, N_("Convocation à la plénière du {day}"), department, tuple(parts))


def minutes(plenary: Plenary, *, department: Department, today: date) -> Report:
    """Return what is kept after: who came, what was said, what was decided and where it stands."""
    every = (
        Part(translate(N_("Institutions")), tuple(_presences(plenary))),
        Part(translate(N_("Ordre du jour")), tuple(_agenda(plenary))),
        Part(translate(N_("Ce qui s’est dit")), passages(plenary.minutes)),
        Part(translate(N_("Décisions")), (_decisions(plenary.decisions, today),) if plenary.decisions else ()),
    )
    told = tuple(part for part in every if part.blocks)
    return _report(plenary, N_("Compte rendu de la plénière du {day}"), department, told)


def state_of(decision: PlenaryDecision, today: date | None) -> str:
    """Return where a decision stands, in words; without a day, nothing is late."""
    if decision.done_on:
        return translate(N_("faite le {day}")).format(day=f"{decision.done_on:%d/%m/%Y}")
    if today and decision.is_late(today):
        return translate(N_("en retard"))
    return translate(N_("à faire"))


def _report(plenary: Plenary, title: str, department: Department, parts: tuple[Part, ...]) -> Report:
    day = f"{plenary.held_on:%d/%m/%Y}"
    return Report(
        title=translate(title).format(day=day),
        issuer=translate(N_("Observatoire départemental de la protection de l’enfance")),
        department=department.department_name,
        reference=translate(N_("Plénière {day}")).format(day=day),
        facts=((translate(N_("Date")), day), (translate(N_("Lieu")), plenary.place)),
        audience=(translate(N_("Diffusion")), translate(N_("Institutions membres de l’observatoire"))),
        parts=parts,
    )


def _agenda(plenary: Plenary) -> Iterator[Block]:
    yield Passage("numbers", tuple((point.words,) for point in points(plenary.agenda)))


def _presences(plenary: Plenary) -> Iterator[Block]:
    rows = sorted((each.institution.name, each.presence) for each in plenary.attendances)
    if rows:
        heads = (translate(N_("Institution")), translate(N_("Présence")))
        yield Grid(heads, tuple((name, translate(label("plenary_presence", presence))) for name, presence in rows))
    else:
        yield Note(translate(N_("Aucune présence n’est notée.")))


def _decisions(decisions: list[PlenaryDecision], today: date | None) -> Grid:
    heads = (N_("Décision"), N_("Qui"), N_("Pour quand"), N_("Où elle en est"))
    rows = (
        (one.words, one.who or UNKNOWN, f"{one.due_on:%d/%m/%Y}" if one.due_on else UNKNOWN, _told(one, today))
        for one in decisions
    )
    return Grid(tuple(map(translate, heads)), tuple(rows))


def _told(decision: PlenaryDecision, today: date | None) -> str:
    return " ".join(filter(None, (f"{state_of(decision, today)}.", decision.told)))
