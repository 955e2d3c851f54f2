"""What a synthesis would release: true counts through disclosure control, attacked together with all that is out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from hcec import clock, i18n
from hcec.consultations.models import Consultation
from hcec.department.services import Department, load
from hcec.disclosure.attacker import ReleaseUnsafe, check
from hcec.disclosure.thresholds import PERCENT_BASE, CannotBeMadeSafe, TooFewContributors, checked_threshold
from hcec.disclosure.values import AttackReport, Check, Quotation, Release, Table, from_bytes
from hcec.disclosure.values import Level as ReleaseLevel
from hcec.labels import N_, label
from hcec.syntheses import queries
from hcec.syntheses.enums import Level, Theme
from hcec.syntheses.models import Synthesis
from hcec.syntheses.services.counting import count_contributors, count_tables
from hcec.syntheses.services.crossing import crossings_of
from hcec.syntheses.services.protecting import protected_table
from hcec.syntheses.services.reviewing import rereading_line
from hcec.syntheses.services.telling import asks_of, passages, sections_of
from hcec.testimonies.services import is_intact


@dataclass(frozen=True, slots=True)
class Built:
    """A release as it would leave, what the attack said of it, and the titles of tables that could not be made safe."""

    release: Release
    report: AttackReport
    left_out: tuple[str, ...] = ()


def build_release(session: Session, *, synthesis: Synthesis) -> Built:
    """Return exactly what publishing this draft would release today. Reads only.

    Under the threshold in contributors, nothing is told but that (D3).
    """
    department, consultation = load(session), synthesis.consultation
    threshold = checked_threshold(_threshold(department, synthesis.level))
    base = count_contributors(session, consultation)
    release = _header(synthesis, department, threshold)
    published = released_over(session, consultation)
    left_out: tuple[str, ...] = ()
    if base >= threshold:
        tables, left_out = _tables(session, synthesis, department, base)
        crossings, unsafe = crossings_of(session, synthesis, department, published)
        left_out += unsafe
        quotations = _quotations(session, synthesis)
        release = replace(
            release,
            contributors=base,
            tables=tables,
            crossings=crossings,
            quotations=quotations,
            text=passages(synthesis.text),
            sections=sections_of(session, synthesis, tables=tables, threshold=threshold),
            asks=asks_of(synthesis),
            method=(*_method(threshold, tables, quotations), rereading_line(session)),
        )
    if not is_intact(session, consultation):
        changed = Check("snapshot", threshold, 0, findings=("snapshot_changed",))
        return Built(release, AttackReport((changed,)), left_out)
    return _attacked(release, published, left_out)


def _header(synthesis: Synthesis, department: Department, threshold: int) -> Release:
    """Return the release before anything is told."""
    consultation = synthesis.consultation
    return Release(
        reference=synthesis.id.hex[:8],
        level=ReleaseLevel(synthesis.level),
        threshold=threshold,
        title=synthesis.title,
        council=department.council_name,
        department=department.department_name,
        consultation=consultation.title,
        slug=consultation.slug,
        opened=_month(consultation.opens_on),
        closed=_month(consultation.closed_on),
        period=_period(consultation),
        contributors=None,
        licence=department.licence,
        embargo=_in_words(synthesis.embargo_on, "EEEE d MMMM y") if synthesis.embargo_on else "",
    )


def released_over(session: Session, consultation: Consultation) -> list[Release]:
    """Return every release over this snapshot, withdrawn ones too: whoever took a file still has it (D5)."""
    return [from_bytes(row.content) for row in session.scalars(queries.releases_over(consultation.id))]


def _attacked(release: Release, published: Iterable[Release], left_out: tuple[str, ...]) -> Built:
    try:
        checked = check(release, published=published)
    except ReleaseUnsafe as found:
        return Built(release, found.report, left_out)
    return Built(checked, checked.checked or AttackReport(()), left_out)


def _threshold(department: Department, level: Level) -> int:
    return department.threshold_public if level is Level.PUBLIC else department.threshold_internal


def _tables(
    session: Session, synthesis: Synthesis, department: Department, base: int
) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Return the protected tables, and the titles of those that nothing makes safe."""
    kept, left_out = [], []
    for counted in count_tables(session, synthesis.consultation, synthesis.crossings):
        try:
            kept.append(protected_table(counted, base, department, synthesis.level))
        except (CannotBeMadeSafe, TooFewContributors):
            left_out.append(counted.title)
    return tuple(kept), tuple(left_out)


def _quotations(session: Session, synthesis: Synthesis) -> tuple[Quotation, ...]:
    """Return the chosen words that may still be quoted, by theme, then by a hash: in no order of writing (D6)."""
    chosen = {quotation.testimony_id: quotation.theme for quotation in synthesis.quotations}
    found: dict[bytes, Quotation] = {}
    for approval, tag in session.execute(queries.quotable(synthesis.consultation_id)):
        theme = chosen.get(approval.testimony_id)
        if theme is not None and tag not in found:
            words = i18n.translate(label("theme", theme))
            found[tag] = Quotation(str(theme), words[:1].upper() + words[1:], approval.text or "")
    order = list(Theme)
    return tuple(sorted(found.values(), key=lambda quote: (order.index(Theme(quote.theme_code)), _hash(quote.text))))


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()


def _method(threshold: int, tables: Iterable[Table], quotations: Iterable[Quotation]) -> tuple[str, ...]:
    lines = [i18n.translate(N_("Chaque jeune est compté une seule fois."))]
    if tables:
        lines += [
            i18n.translate(N_("Un groupe de moins de %(threshold)s jeunes n’est jamais montré."), threshold=threshold),
            i18n.translate(N_("Les petites catégories sont réunies, puis masquées s’il le faut.")),
            i18n.translate(
                N_("Les pourcentages sont arrondis, et donnés à partir de %(base)s jeunes."), base=PERCENT_BASE
            ),
        ]
    if quotations:
        lines.append(i18n.translate(N_("Deux personnes ont relu chaque phrase. Les noms sont cachés.")))
    return tuple(lines)


def _month(day: date | None) -> str:
    return f"{day:%Y-%m}" if day else ""


def _period(consultation: Consultation) -> str:
    """Return the months of the consultation, in words: no finer date leaves."""
    first, last = consultation.opens_on, consultation.closed_on
    if first is None or last is None:
        return ""
    end = _in_words(last, "MMMM y")
    if clock.month_of(first) == clock.month_of(last):
        return end
    start = _in_words(first, "MMMM" if first.year == last.year else "MMMM y")
    return i18n.translate(N_("%(start)s à %(end)s"), start=start, end=end)


def _in_words(day: date, form: str) -> str:
    return i18n.source_day(day, form)
