"""What the desk shows of one message to one reader."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.moderation import queries, services
from hcec.moderation.enums import DecisionKind
from hcec.moderation.models import Decision
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.web.moderation.forms import DecisionForm
from hcec.web.viewer import current_staff

ROLES = (
    N_("mon éducateur"),
    N_("mon éducatrice"),
    N_("ma famille d’accueil"),
    N_("mon référent"),
    N_("un adulte"),
    N_("mon parent"),
    N_("mon frère"),
    N_("ma sœur"),
    N_("un ami"),
    N_("mon foyer"),
    N_("ma ville"),
    N_("mon école"),
    N_("un service"),
    N_("une date"),
    N_("un numéro"),
)


@dataclass(frozen=True, slots=True)
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

    @classmethod
    def of(cls, testimony: Testimony, *, shows_words: bool) -> "Reading":
        """Gather what the page needs. A first reader's note is shown only after one's own decision."""
        actor = current_staff()
        asked = db.session.execute(queries.asked_in(testimony)).one_or_none()
        decisions = tuple(db.session.scalars(queries.decisions_on(testimony.id)))
        has_decided = any(decision.staff_id == actor.id for decision in decisions)
        return cls(
            testimony=testimony,
            title=asked[0] if asked else None,
            question=asked[1] if asked else None,
            words=testimony.original if shows_words else None,
            is_held=testimony.claimed_by == actor.id,
            is_agreed=services.is_agreed(testimony),
            decisions=tuple(decision for decision in decisions if has_decided and decision.kind != DecisionKind.RECUSE)
            if not shows_words
            else (),
        )

    @property
    def roles(self) -> list[str]:
        """What hidden words may become."""
        return [translate(role) for role in ROLES]

    @property
    def is_objected(self) -> bool:
        """Whether the child refused the words proposed, and awaits an answer (M2)."""
        return services.is_objected(self.testimony)

    @property
    def is_contested(self) -> bool:
        """Whether a refusal is being read again at the child's request (M4)."""
        return self.testimony.state == TestimonyState.SECOND_READER and self.testimony.refusal_reason is not None

    def blank_form(self) -> DecisionForm:
        """Return the form, its copy filled with the redaction under way, what was agreed to, or the words."""
        under_way = self.testimony.unfinished if self.is_held else None
        copy = under_way or (self.testimony.proposed if self.is_agreed else None) or self.words or ""
        return DecisionForm(
            formdata=None, data={"version": self.testimony.version, "published_text": copy if self.words else ""}
        )


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
