"""What the desk shows of one message to one reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.i18n import translate
from hcec.labels import label
from hcec.moderation import access, queries, services
from hcec.moderation.enums import DecisionKind
from hcec.moderation.hints import merged, unpacked
from hcec.moderation.kind_answers import KindWords
from hcec.moderation.models import Decision, DeskPreference
from hcec.moderation.services import kind_answers
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.testimonies.urgency import UNKNOWN_LANGUAGE
from hcec.text.aids import Aids
from hcec.text.masking import Searched
from hcec.text.normalise import plain
from hcec.web import errors
from hcec.web.access import one_or_404
from hcec.web.moderation import forms
from hcec.web.moderation.forms import DecisionForm, HidingForm
from hcec.web.moderation.marks import Mark, Piece, distinct, marks_of, pieces_of, signs_of, warning_of
from hcec.web.references import as_id
from hcec.web.viewer import current_staff


@dataclass(frozen=True)
class Reading:
    """One message on the desk. `words` is None when they are not this reader's to read.

    `decisions` leave out who recognised the child: that would tell where to look for them.
    """

    testimony: Testimony
    title: str | None
    question: str | None
    words: str | None
    is_held: bool
    is_agreed: bool
    decisions: tuple[Decision, ...]
    preference: DeskPreference

    @classmethod
    def of(cls, testimony: Testimony, *, shows_words: bool) -> "Reading":
        """Gather what the page needs. A first reader's note is shown only after one's own decision."""
        actor = current_staff()
        asked = db.session.execute(queries.asked_in(testimony)).one_or_none()
        decisions = (
            () if shows_words else _told_to(actor.id, testimony, db.session.scalars(queries.decisions_on(testimony.id)))
        )
        return cls(
            testimony=testimony,
            title=asked[0] if asked else None,
            question=asked[1] if asked else None,
            words=testimony.original if shows_words else None,
            is_held=testimony.claimed_by == actor.id,
            is_agreed=services.is_agreed(testimony),
            decisions=decisions,
            preference=services.preference_of(db.session, actor),
        )

    @cached_property
    def aids(self) -> Aids:
        """What the aids see in the words, with the names that the platform knows."""
        return services.read_aids(db.session, self.words or "")

    @cached_property
    def marks(self) -> list[Mark]:
        """The suggestions, in order, and what a language model adds to them."""
        words = self.words or ""
        return marks_of(words, merged(words, self.aids.suggestions, unpacked(self.testimony.hints)))

    def still_in(self, copy: str) -> list[Mark]:
        """Return the suggestions that a copy does not hide yet, each thing said once."""
        searched = Searched(copy)
        return [mark for mark in distinct(self.marks) if mark.words in copy or searched.stretches(mark.words)]

    @property
    def pieces(self) -> list[Piece]:
        """The words, cut where something is to be seen."""
        return pieces_of(self.words or "", self.marks, self.aids.signals)

    @property
    def is_hard(self) -> bool:
        """Whether a warning and a click come before the words (M6)."""
        return self.warning is not None

    @property
    def warning(self) -> str | None:
        """What that warning says."""
        return warning_of(self.testimony.urgency)

    @property
    def signs(self) -> list[tuple[str, str]]:
        """Why the aids worry: (words, about what)."""
        return signs_of(self.words or "", self.aids.signals)

    @property
    def is_in_unknown_language(self) -> bool:
        """Whether the aids do not know the language of the words."""
        return bool(self.testimony.urgency & UNKNOWN_LANGUAGE)

    @property
    def cautions(self) -> list[tuple[str, str]]:
        """What is true of few: (words, why)."""
        words = self.words or ""
        return [(words[each.start : each.end], translate(label("caution", each.kind))) for each in self.aids.warnings]

    @property
    def hiding(self) -> HidingForm:
        """The form of what the server hides."""
        return HidingForm(formdata=None)

    @property
    def roles(self) -> list[str]:
        """What hidden words may become."""
        return forms.roles()

    @property
    def kinds(self) -> list[str]:
        """What suggestions hide as."""
        return forms.kinds()

    @property
    def is_objected(self) -> bool:
        """Whether the child refused the words proposed, and awaits an answer (M2)."""
        return services.is_objected(self.testimony)

    @property
    def is_contested(self) -> bool:
        """Whether a refusal is being read again at the child's request (M4)."""
        return self.testimony.state == TestimonyState.SECOND_READER and self.testimony.refusal_reason is not None

    def approves(self, copy: str) -> bool:
        """Whether these words would be approved, as those that the child agreed to; else they are proposed (M2)."""
        return self.is_agreed and plain(copy).strip() == self.testimony.proposed

    def steps_before(self, copy: str) -> list[str]:
        """Return what this copy was before, the latest last: for who holds the message."""
        if not self.is_held or self.words is None:
            return []
        kept = [] if self.testimony.unfinished is None else [self.testimony.unfinished]
        steps = [*services.steps_before(db.session, self.testimony), *kept]
        return steps[:-1] if steps and steps[-1] == plain(copy) else steps

    @property
    def kind_answers(self) -> list[KindWords]:
        """What an answer to the child may begin from."""
        return kind_answers.offered(db.session)

    def blank_form(self) -> DecisionForm:
        """Return the form, its copy filled with the redaction under way, what was agreed to, or the words."""
        under_way = self.testimony.unfinished if self.is_held else None
        copy = services.beginning_of(self.testimony) if under_way is None else under_way
        return DecisionForm(
            formdata=None,
            data={
                "version": self.testimony.version,
                "mark": services.mark_of(self.testimony) if self.is_held else "",
                "published_text": copy if self.words else "",
                "reads_on": self.preference.reads_on,
            },
        )


def _told_to(reader: UUID, testimony: Testimony, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Leave out who recognised the child; and, while a reader may still be asked about words that they did not decide
    on, what was decided on these.
    """
    told = [decision for decision in decisions if decision.kind != DecisionKind.RECUSE]
    mine = max((decision.version for decision in told if decision.staff_id == reader), default=0)
    is_over = mine and testimony.state in {TestimonyState.APPROVED, TestimonyState.KEPT}
    return tuple(decision for decision in told if is_over or decision.version <= mine)


def open_words(testimony: Testimony) -> Reading:
    """Journal the reading in its own short transaction, then gather the page: nobody reads without a line.

    Words are for whoever may claim them: without charter or training they stay closed (A7).
    """
    actor, today = current_staff(), clock.today()
    if not actor.is_ready_to_read or not services.is_takable(db.session, actor=actor, testimony=testimony, today=today):
        return Reading.of(testimony, shows_words=False)
    with db.current().transaction() as writing:
        services.note_reading(writing, actor=actor, testimony=testimony, today=today)
    return Reading.of(testimony, shows_words=True)


def readable(ref: str) -> Testimony:
    """Return what this reader may act on; what was withdrawn meanwhile is told by a 409, not by a 404 (M5)."""
    found: Testimony = one_or_404(db.session, access.readable_by(current_staff()).where(Testimony.id == as_id(ref)))
    return found


def changed(change: services.ChangedMeanwhile, testimony: Testimony) -> ResponseReturnValue:
    """Answer 409 with the difference; what was typed is on the page."""
    words = _("Rien n’est perdu : ce que vous avez écrit est plus bas.")
    return errors.page(409, sentence=words, difference=explain_change(change, testimony))


def explain_change(change: services.ChangedMeanwhile, testimony: Testimony) -> str:
    """Say how the message now differs from what was on the page, with its present words if they may be read (M5)."""
    if change.state is None or change.state == TestimonyState.WITHDRAWN:
        return str(_("Ce message a été retiré par son auteur. Il n’y a plus rien à décider."))
    state = translate(label("staff_testimony_state", change.state))
    sentences = [_("Ce message est maintenant : %(state)s (version %(version)s).", state=state, version=change.version)]
    present = select(Testimony).where(Testimony.id == testimony.id).execution_options(populate_existing=True)
    row = db.session.scalars(present).one()
    if row.claimed_by == current_staff().id:
        sentences.append(_("Les mots, tels qu’ils sont maintenant :"))
        sentences.append((row.proposed if services.is_agreed(row) else row.original) or "")
    elif row.claimed_by is None and row.state in {TestimonyState.SUBMITTED, TestimonyState.SECOND_READER}:
        sentences.append(_("Personne ne le tient : prenez-le d’abord."))
    return "\n".join(sentences)
