"""The yearly summary of evaluations, from what was noted: the same data make the same document."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from hcec.department.services import Department
from hcec.disclosure.values import Passage
from hcec.documents.odt import UNKNOWN
from hcec.documents.outline import Block, Grid, Note, Part
from hcec.documents.report import Report
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.shelf.enums import FollowUpState
from hcec.shelf.following import OPEN, Figures, awaited, figures, is_late, received_in, to_come, was_open
from hcec.shelf.models import Evaluation, EvaluationAction


def yearly_summary(evaluations: Sequence[Evaluation], *, year: int, today: date, department: Department) -> Report:
    """Return the summary of a year: as it ended, or as it stands today. What came later is not in it."""
    day = min(today, date(year, 12, 31))
    known = [one for one in evaluations if one.received_on <= day]
    numbers = figures(known, year, day)
    every = [
        Part(translate(N_("En bref")), tuple(_numbers(numbers))),
        Part(translate(N_("Évaluations reçues")), tuple(_received(received_in(known, year)))),
        Part(translate(N_("Suites en cours")), (_open_actions(known, day),)),
        Part(translate(N_("Prochaines évaluations")), (_expected(known, day),)),
    ]
    return Report(
        title=translate(N_("Évaluations des établissements et services : année {year}")).format(year=year),
        issuer=translate(N_("Observatoire départemental de la protection de l’enfance")),
        department=department.department_name,
        reference=translate(N_("Évaluations {year}")).format(year=year),
        facts=(
            (translate(N_("Année")), str(year)),
            (translate(N_("Arrêté au")), _day(day)),
            (
                translate(N_("Textes")),
                translate(N_("Code de l’action sociale et des familles, articles L226-3-1 et L312-8")),
            ),
        ),
        audience=(translate(N_("Diffusion")), translate(N_("Document de travail de l’observatoire"))),
        parts=tuple(every),
    )


def _numbers(numbers: Figures) -> Iterator[Block]:
    rows = [(translate(N_("Évaluations reçues")), numbers.received)]
    rows += [(_told("evaluation_nature", nature).capitalize(), count) for nature, count in numbers.by_nature.items()]
    rows += [
        (translate(N_("Établissements et services concernés")), numbers.establishments),
        (translate(N_("Actions à échéance cette année")), numbers.due),
        (translate(N_("Parmi elles, faites")), numbers.due_and_done),
        (translate(N_("Actions faites cette année, toutes échéances")), numbers.done),
        (translate(N_("Actions en retard")), numbers.late),
        (translate(N_("Évaluations attendues et pas reçues")), numbers.awaited),
    ]
    yield Grid(_heads(N_("Ce qui est compté"), N_("Nombre")), tuple((words, str(count)) for words, count in rows))
    if numbers.by_kind:
        kinds = tuple((_told("establishment_kind", kind), str(count)) for kind, count in numbers.by_kind.items())
        yield Grid(_heads(N_("Type d’établissement ou de service"), N_("Évaluations reçues")), kinds)


def _received(evaluations: Iterable[Evaluation]) -> Iterator[Block]:
    none = True
    for one in evaluations:
        none = False
        yield Passage("heading", ((one.establishment,),))
        facts = (
            _told("establishment_kind", one.kind),
            translate(N_("évaluation {nature}")).format(nature=_told("evaluation_nature", one.nature)),
            translate(N_("reçue le {day}")).format(day=_day(one.received_on)),
            *([translate(N_("organisme : {name}")).format(name=one.evaluator)] if one.evaluator else []),
        )
        yield Passage("bullets", tuple((fact,) for fact in facts))
        yield from _said(N_("Conclusions"), one.conclusions)
        yield from _said(N_("Points forts"), one.strengths)
        yield from _said(N_("À améliorer"), one.to_improve)
    if none:
        yield Note(translate(N_("Aucune évaluation n’a été reçue cette année.")))


def _said(title: str, words: str) -> Iterator[Block]:
    if words:
        first, *others = words.splitlines()
        yield Passage("paragraph", ((f"{translate(title)} : {first}",), *((line,) for line in others)))


def _open_actions(evaluations: Iterable[Evaluation], day: date) -> Block:
    rows = [(one, action) for one in evaluations for action in one.actions if was_open(action, day)]
    rows.sort(key=lambda row: (row[1].due_on, row[0].establishment, row[1].what))
    if not rows:
        return Note(translate(N_("Aucune action n’est en cours.")))
    lines = ((one.establishment, each.what, _day(each.due_on), _state(each, day)) for one, each in rows)
    return Grid(
        _heads(N_("Établissement ou service"), N_("Action"), N_("Échéance"), N_("Où elle en est")), tuple(lines)
    )


def _expected(evaluations: Sequence[Evaluation], day: date) -> Block:
    late, next_year = awaited(evaluations, day), date(day.year + 1, 12, 31)
    rows = [(one, translate(N_("en retard"))) for one in late]
    rows += [(one, translate(N_("à venir"))) for one in to_come(evaluations, day, next_year)]
    if not rows:
        return Note(translate(N_("Aucune n’est attendue d’ici la fin de l’année suivante.")))
    lines = tuple(
        (one.establishment, _told("evaluation_nature", one.nature), _day(one.next_due_on), state) for one, state in rows
    )
    return Grid(_heads(N_("Établissement ou service"), N_("Évaluation"), N_("Attendue le"), N_("État")), lines)


def _state(action: EvaluationAction, day: date) -> str:
    """Return where an open action stood, in words."""
    if is_late(action, day):
        return translate(N_("en retard"))
    return _told("evaluation_action_state", action.state if action.state in OPEN else FollowUpState.TO_DO)


def _heads(*words: str) -> tuple[str, ...]:
    return tuple(map(translate, words))


def _told(kind: str, code: str) -> str:
    return translate(label(kind, code))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else UNKNOWN
