"""A year leaves: what was checked, protected and attacked, in one frozen version. A correction replaces it, aloud."""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import ChangedMeanwhile, create
from hcec.department.services import Department
from hcec.disclosure.values import AttackReport, Level, Release, Section, from_bytes, to_bytes
from hcec.i18n import translate
from hcec.labels import LABELS, N_
from hcec.yearbook.checks import Numbers, disagreements
from hcec.yearbook.correcting import Version, correct_year
from hcec.yearbook.enums import FigureState
from hcec.yearbook.grids import title
from hcec.yearbook.models import LAST_YEAR, FigureRelease, FigureYear
from hcec.yearbook.protecting import LeftOut, Told, protect_year, scopes
from hcec.yearbook.queries import releases_up_to
from hcec.yearbook.services.keeping import Disagrees
from hcec.yearbook.tables import FAMILIES, table_of
from hcec.yearbook.wording import NOT_OLINPE


class NotChecked(Exception):
    """Some tables that were typed are not checked. Holds their codes."""


class NothingToTell(Exception):
    """No table of this year may be told."""


class NothingNew(Exception):
    """This version would say what the one that is out says."""


class NoReason(Exception):
    """A correction says why."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would leave, and what would not."""

    release: Release
    left_out: tuple[LeftOut, ...]
    numbers: Numbers
    """The true numbers behind it: they stay inside."""

    @property
    def fingerprint(self) -> str:
        """What tells this content from any other."""
        return hashlib.sha256(to_bytes(self.release)).hexdigest()


def prepare(year: FigureYear, department: Department) -> Prepared:
    """Protect and attack a year, beside the version that is out.

    Raises NotChecked, Disagrees, NothingToTell, NothingNew, SmallDifference, TellsTheOther.
    """
    if waiting := [table.code for table in year.tables if table.figures and table.state is FigureState.DRAFT]:
        raise NotChecked(*waiting)
    numbers, out = year.numbers, year.release
    if disagreements(numbers):
        raise Disagrees
    if out is None:
        threshold = department.threshold_public
        told = protect_year(numbers, threshold)
    else:
        threshold = from_bytes(out.content).threshold  # a year keeps the one that it first left under
        told = correct_year(numbers, threshold, [_version(each) for each in year.releases])
    if not any(each.tables for each in told):
        raise NothingToTell
    release = _compose(year, told, threshold, department)
    if out is not None and _content(release) == _content(from_bytes(out.content)):
        raise NothingNew
    return Prepared(release, tuple(each for one in told for each in one.left_out), numbers)


def publish(
    session: Session,
    *,
    row_id: UUID,
    actor: StaffMember,
    year: FigureYear,
    prepared: Prepared,
    reason: str,
    today: date,
) -> FigureRelease:
    """Freeze a version; the same form gives the same one. Raises NoReason, ChangedMeanwhile."""
    db.lock(session, f"figures:{year.id.hex}")
    if existing := session.get(FigureRelease, row_id):
        return existing
    if year.numbers != prepared.numbers or prepared.release.reference != _reference(year):
        raise ChangedMeanwhile
    if year.releases and not reason:
        raise NoReason
    content = to_bytes(prepared.release)
    made = FigureRelease(
        id=row_id,
        year_id=year.id,
        number=len(year.releases) + 1,
        content=content,
        content_hash=hashlib.sha256(content).digest(),
        counted=[[code, *place, number] for code, held in prepared.numbers.items() for place, number in held.items()],
        reason=reason,
        earlier=[each.id.hex for each in latest(session, year.year - 1)],
        published_on=today,
    )
    year.releases.append(made)
    for table in year.tables:
        table.state = FigureState.PUBLISHED if table.state is FigureState.CHECKED else table.state
    create(session, actor=actor, row=made)
    return made


def latest(session: Session, year: int = LAST_YEAR) -> list[FigureRelease]:
    """Return the version that is out of each year up to this one, the oldest first."""
    found = {each.figure_year.year: each for each in session.scalars(releases_up_to(year))}
    return list(found.values())


def earlier(session: Session, release: FigureRelease) -> list[Release]:
    """Return what the yearbook of a release compares with, as it was when it left."""
    rows = [session.get(FigureRelease, UUID(hex=each)) for each in release.earlier]
    return [from_bytes(row.content) for row in rows if row is not None]


def why(left: LeftOut) -> str:
    """Return why a table is not told, in words."""
    said = {
        "unknown": N_("des nombres ne sont pas connus"),
        "few": N_("trop peu d’enfants"),
        "few_to_cross": N_("moins de cent enfants : deux critères ne se croisent pas"),
        "unsafe": N_("rien ne le protège assez"),
        "together": N_("il dirait ce qui est masqué ailleurs"),
    }
    return f"{title(table_of(left.table))} : {translate(said[left.why])}"


def _compose(year: FigureYear, told: list[Told], threshold: int, department: Department) -> Release:
    placed = next((each.tables[0].base for each in told if each.family == "placed" and each.tables), None)
    named = translate(N_("Données départementales {year}")).format(year=year.year)
    return Release(
        reference=_reference(year),
        level=Level.PUBLIC,
        threshold=threshold,
        title=named,
        council=translate(N_("Observatoire départemental de la protection de l’enfance")),
        department=department.department_name,
        consultation=translate(N_("Protection de l’enfance, année {year}")).format(year=year.year),
        slug=f"donnees-{year.year}",
        opened=f"{year.year}-01",
        closed=f"{year.year}-12",
        period=str(year.year),
        contributors=placed,
        tables=tuple(table for each in told for table in each.tables),
        crossings=tuple(table for each in told for table in each.crossings),
        sections=tuple(
            Section(
                LABELS["figure_family"][each.family],
                tables=(*(table.code for table in each.tables), *(table.code for table in each.crossings)),
            )
            for each in told
            if each.tables
        ),
        method=tuple(_method(year, told, threshold)),
        licence=department.licence,
        checked=AttackReport(tuple(check for each in told for check in each.checks)),
    )


def _reference(year: FigureYear) -> str:
    return f"{year.year}-{len(year.releases) + 1}"


def _method(year: FigureYear, told: list[Told], threshold: int) -> list[str]:
    lines = [translate(NOT_OLINPE), *year.note.splitlines()]
    floor = N_("Aucun groupe de moins de {threshold} enfants n’est compté à part ; un zéro ne désigne personne.")
    lines.append(translate(floor).format(threshold=threshold))
    for table in sorted(year.tables, key=lambda each: each.code):
        if table.source:
            lines.append(f"{title(table_of(table.code))} : {table.source}")
    gone = [why(left) for each in told for left in each.left_out]
    lines += [translate(N_("Non publié — {what}.")).format(what=words) for words in gone]
    return [line for line in lines if line.strip()]


def _version(row: FigureRelease) -> Version:
    return Version(_counted(row), tuple(_told(from_bytes(row.content))))


def _counted(release: FigureRelease) -> Numbers:
    found: dict[str, dict[tuple[str, str], int]] = {}
    for code, row, column, number in release.counted:
        found.setdefault(str(code), {})[str(row), str(column)] = int(number)
    return found


def _told(release: Release) -> list[Told]:
    """Return a version family by family, as it was told."""
    checks = release.checked.checks if release.checked else ()
    return [
        Told(
            family,
            tuple(table for table in release.tables if table.variable.partition(".")[0] == family),
            tuple(table for table in release.crossings if table_of(table.code).family == family),
            tuple(check for check in checks if check.scope in scopes(family)),
        )
        for family in FAMILIES
    ]


def _content(release: Release) -> tuple[object, ...]:
    return release.tables, release.crossings, release.method
