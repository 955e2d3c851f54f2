"""The programme and the yearly review as documents, from the data: the same data make the same document."""

from collections.abc import Iterable, Iterator
from datetime import date

from hcec.department.services import Department
from hcec.disclosure.values import Passage
from hcec.documents.odt import UNKNOWN
from hcec.documents.outline import Block, Grid, Note, Part
from hcec.documents.report import Report
from hcec.documents.words import HIDDEN
from hcec.i18n import translate as _
from hcec.labels import N_
from hcec.scheme.amounts import told_amount
from hcec.scheme.services.reporting import bullets, paragraphs, told
from hcec.training.enums import Asked, NeedState, Opinion
from hcec.training.models import TrainingLine, TrainingNeed, TrainingProgramme
from hcec.training.opinions import protected
from hcec.training.services.planned import by_priority, by_year, planned
from hcec.training.services.reviewing import NeedReview, YearReview
from hcec.training.totals import Effort, total

EFFORT = (N_("Places"), N_("Heures de formation"), N_("Budget"))
LINE_HEADS = (
    N_("Ligne"),
    N_("Sessions"),
    N_("Places"),
    N_("Présents"),
    N_("Heures prévues"),
    N_("Heures tenues"),
)
MONEY_HEADS = (N_("Ligne"), N_("Budget"), N_("Coût"), N_("Écart"))


def programme_report(programme: TrainingProgramme, *, department: Department) -> Report:
    """Return the programme: what it is for, what it adds up to, each line and the needs that it answers."""
    priorities = {told("training_priority", each): sums for each, sums in by_priority(programme).items()}
    every = [
        Part(_("Objectifs"), tuple(paragraphs(programme.objectives))),
        Part(_("En bref"), (sums_grid(_("Année"), by_year(programme)), sums_grid(_("Priorité"), priorities))),
        Part(_("Les lignes"), tuple(block for line in programme.lines for block in _line(line))),
        Part(_("Les besoins auxquels il répond"), tuple(_answered(programme))),
    ]
    return _report(programme, programme.title, _("Programme de formation"), every, department)


def review_report(programme: TrainingProgramme, review: YearReview, *, department: Department, today: date) -> Report:
    """Return the review of a year. What people thought is told once the year is over, added up and protected."""
    every = [
        Part(_("En bref"), (_summary(review),)),
        Part(_("Prévu et tenu, ligne par ligne"), (lines_grid(review), money_grid(review))),
        Part(_("Hors du programme"), tuple(_outside(review))),
        Part(_("Qui a été formé"), tuple(_people(review))),
        Part(_("Les besoins"), (needs_grid(review.needs),) if review.needs else (Note(_("Aucun besoin signalé.")),)),
        Part(_("Ce que les présents en ont pensé"), tuple(_opinions(review, department, today))),
        Part(_("Ce qui reste du programme"), (left_grid(review),)),
    ]
    title = _("Bilan des formations %(year)s", year=review.year)
    return _report(programme, title, _("Bilan %(year)s", year=review.year), every, department)


def sums_grid(head: str, sums: dict[str, Effort] | dict[int, Effort]) -> Grid:
    """Return efforts by name, with their total."""
    rows = [(str(name), *_told(effort)) for name, effort in sums.items()]
    rows.append((_("Total"), *_told(total(sums.values()))))
    return Grid((head, *map(_, EFFORT)), tuple(rows))


def lines_grid(review: YearReview) -> Grid:
    """Return who was planned and came, line by line; the last lines are what was held outside, and everything."""
    sessions = [*(line.sessions for line in review.lines), len(review.outside)]
    rows = tuple(
        (name, str(count), str(plan.people), str(done.people), told_amount(plan.hours), told_amount(done.hours))
        for (name, plan, done), count in zip(_beside(review), [*sessions, sum(sessions)], strict=True)
    )
    return Grid(tuple(map(_, LINE_HEADS)), rows)


def money_grid(review: YearReview) -> Grid:
    """Return what was planned and spent, line by line, and what is between; less than zero where more was spent."""
    rows = tuple(
        (name, *(told_amount(each, "€") for each in (plan.money, done.money, plan.minus(done).money)))
        for name, plan, done in _beside(review)
    )
    return Grid(tuple(map(_, MONEY_HEADS)), rows)


def left_grid(review: YearReview) -> Grid:
    """Return what each line has left of all its years; less than zero where more was held than planned."""
    rows = [(f"{line.number} {line.title}", *_told(line.left)) for line in review.lines]
    rows.append((_("Total"), *_told(review.left)))
    return Grid((_("Ligne"), *map(_, EFFORT)), tuple(rows))


def needs_grid(needs: Iterable[NeedReview]) -> Grid:
    """Return each need, who raised it, and what answers it."""
    heads = (N_("Besoin"), N_("Signalé par"), N_("Réponse"), N_("Lignes"), N_("Personnes formées"))
    rows = tuple(
        (
            each.need.title,
            raisers(each.need),
            answer_in_words(each),
            ", ".join(map(str, each.lines)) or UNKNOWN,
            str(each.trained),
        )
        for each in needs
    )
    return Grid(tuple(map(_, heads)), rows)


def answer_in_words(review: NeedReview) -> str:
    """Return where a need stands at the end of a year."""
    if review.state is not NeedState.KEPT:
        return told("need_state", review.state)
    if review.trained:
        return _("formation tenue")
    return _("au programme, pas encore tenu") if review.lines else _("retenu, pas encore au programme")


def people_grid(kind: str, head: str, sums: dict[str, Effort]) -> Grid:
    """Return who came and their hours, with the total."""
    rows = [(told(kind, code), str(each.people), told_amount(each.hours)) for code, each in sums.items()]
    whole = total(sums.values())
    rows.append((_("Total"), str(whole.people), told_amount(whole.hours)))
    return Grid((head, _("Présents"), _("Heures de formation")), tuple(rows))


def opinions_grid(review: YearReview, department: Department) -> Grid:
    """Return what people thought, as it may leave: one sign for every hidden number."""
    shown = protected(review.answers, department.threshold_public)
    rows = tuple(
        (
            told("training_asked", asked),
            *(HIDDEN if people is None else str(people) for people in shown[asked].values()),
        )
        for asked in Asked
    )
    return Grid((_("Question"), *(told("training_opinion", each).capitalize() for each in Opinion)), rows)


def raisers(need: TrainingNeed) -> str:
    """Return who raised a need, and who raised those that were merged into it, each once."""
    names = (each.institution_name or _("l’observatoire") for each in (need, *need.merged))
    return ", ".join(dict.fromkeys(names))


def seen_in(need: TrainingNeed) -> str:
    """Return where a need was seen: a synthesis is told by its part alone, so that no internal title leaves."""
    return _("parole des jeunes : %(part)s", part=need.release_part) if need.release_id else UNKNOWN


def _report(
    programme: TrainingProgramme, title: str, reference: str, parts: Iterable[Part], department: Department
) -> Report:
    adopted = f"{programme.adopted_on:%d/%m/%Y}" if programme.adopted_on else ""
    whom = _("%(day)s, par : %(whom)s", day=adopted, whom=programme.adopted_by) if adopted else _("pas encore")
    return Report(
        title=title,
        issuer=department.council_name,
        department=department.department_name,
        reference=reference,
        facts=((_("Programme"), f"{programme.from_year}-{programme.to_year}"), (_("Adopté"), whom)),
        audience=(_("Diffusion"), _("Document de l’observatoire (CASF L226-3-1)")),
        parts=tuple(part for part in parts if part.blocks),
    )


def _line(line: TrainingLine) -> Iterator[Block]:
    yield Passage("heading", ((f"{line.number} {line.title}",),))
    named = [
        (_("Priorité"), told("training_priority", line.priority)),
        (_("Thème"), told("theme", line.theme) if line.theme else UNKNOWN),
        (_("Pour"), ", ".join(told("profession", code) for code in line.audiences) or UNKNOWN),
        (_("Heures pour une personne"), told_amount(line.hours)),
        (_("Organisme"), line.body or UNKNOWN),
        (_("Pilote"), line.pilot or UNKNOWN),
        *((_("Action du schéma"), f"{action.code} {action.title}") for action in line.actions),
    ]
    yield from bullets(f"{name} : {words}" for name, words in named)
    if line.years:
        yield sums_grid(_("Année"), {each.year: planned(line, each.year) for each in line.years})


def _answered(programme: TrainingProgramme) -> Iterator[Block]:
    """Yield each need that a line answers, with those that were merged into it."""
    lines: dict[TrainingNeed, list[str]] = {}
    for line in programme.lines:
        for need in line.needs:
            lines.setdefault(need, []).append(str(line.number))
    if not lines:
        yield Note(_("Aucun besoin n’est relié à une ligne."))
        return
    heads = (_("Besoin"), _("Signalé par"), _("D’où il vient"), _("Lignes"))
    yield Grid(heads, tuple((need.title, raisers(need), seen_in(need), ", ".join(at)) for need, at in lines.items()))


def _summary(review: YearReview) -> Grid:
    answered = sum(1 for each in review.needs if each.trained)
    rows = (
        (_("Sessions tenues"), str(sum(line.sessions for line in review.lines) + len(review.outside))),
        (_("Personnes formées"), str(review.held.people)),
        (_("Places prévues au programme"), str(review.planned.people)),
        (_("Heures de formation"), told_amount(review.held.hours)),
        (_("Coût"), told_amount(review.held.money, "€")),
        (_("Budget prévu au programme"), told_amount(review.planned.money, "€")),
        (_("Besoins qui ont eu une formation"), _("%(some)s sur %(all)s", some=answered, all=len(review.needs))),
    )
    return Grid((_("Ce qui est compté"), str(review.year)), rows)


def _outside(review: YearReview) -> Iterator[Block]:
    if review.outside:
        rows = (
            (each.title, f"{each.starts_on:%d/%m/%Y}", str(each.participants), told_amount(each.cost, "€"))
            for each in review.outside
        )
        yield Grid((_("Session"), _("Premier jour"), _("Présents"), _("Coût")), tuple(rows))


def _people(review: YearReview) -> Iterator[Block]:
    if not review.by_profession:
        yield Note(_("Personne n’est compté pour cette année."))
        return
    professions = {str(code): sums for code, sums in review.by_profession.items()}
    yield people_grid("profession", _("Métier"), professions)
    yield people_grid("institution_kind", _("Institution"), review.by_employer)


def _opinions(review: YearReview, department: Department, today: date) -> Iterator[Block]:
    if review.year >= today.year:
        yield Note(_("Les avis sont donnés une fois l’année finie : deux bilans de la même année ne s’opposent pas."))
    elif not review.answers:
        yield Note(_("Aucun avis n’a été noté."))
    else:
        yield opinions_grid(review, department)
        sentence = _(
            "« %(sign)s » : nombre caché, parce que lui ou un autre compte moins de %(threshold)s personnes.",
            sign=HIDDEN,
            threshold=department.threshold_public,
        )
        yield Note(sentence)


def _beside(review: YearReview) -> Iterator[tuple[str, Effort, Effort]]:
    """Yield what was planned and what was held: each line, what was outside of the programme, the total."""
    for line in review.lines:
        yield f"{line.number} {line.title}", line.planned, line.held
    yield _("Hors du programme"), Effort(), review.held_outside
    yield _("Total"), review.planned, review.held


def _told(effort: Effort) -> tuple[str, str, str]:
    return str(effort.people), told_amount(effort.hours), told_amount(effort.money, "€")
