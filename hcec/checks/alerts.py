"""Around alerts: who could open, who could answer, what nobody was told."""

from collections.abc import Callable
from datetime import timedelta

from hcec import clock
from hcec.labels import label
from hcec.moderation.services.readers import has_message_without_reader, has_reply_without_reader
from hcec.platform import Platform
from hcec.safeguarding import queries
from hcec.safeguarding.gaps import spans
from hcec.safeguarding.services import cover, drills, reviewing

Finding = tuple[bool, str]
COVER_LOOKED_AT = timedelta(days=13)  # with today, two weeks


def crip_key(platform: Platform) -> Finding:
    """Whether a message can be sealed for the CRIP, and somebody of theirs would see an alert."""
    if not platform.department().crip_public_key:
        return False, "La clé publique de la CRIP n'est pas réglée : aucun message ne peut être reçu."
    with platform.database.reading() as session:
        if not session.scalars(queries.crip_accounts()).first():
            return False, "La clé publique de la CRIP est réglée, mais elle n'a aucun compte : qui verrait une alerte ?"
    return True, "La clé publique de la CRIP est réglée."


def crip_drill(platform: Platform) -> Finding:
    """Whether the CRIP proved lately that it opens envelopes."""
    with platform.database.reading() as session:
        last = drills.last_drill(session)
    if drills.is_due(last, clock.now()):
        since = f"depuis le {last:%d/%m/%Y}" if last else "avec la clé d'aujourd'hui"
        return False, f"La CRIP n'a pas réussi d'exercice {since} : rien ne prouve qu'elle ouvre les enveloppes."
    return True, f"La CRIP a réussi l'exercice le {last:%d/%m/%Y}."


def days_covered(platform: Platform) -> Finding:
    """Whether each of the coming fourteen days has cover (S3)."""
    today = clock.today()
    with platform.database.reading() as session:
        lacking = spans(cover.gaps(session, today, today + COVER_LOOKED_AT))
    days = ", ".join(
        f"{label('cover_gap', each.kind)} du {each.from_on:%d/%m} au {each.to_on:%d/%m}" for each in lacking
    )
    return _unless(
        lacking,
        f"Des jours sans astreinte complète (règle S3), à régler sur /alertes/astreinte/ : {days}.",
        "Les quatorze jours qui viennent ont astreinte, suppléance et heures de lecture.",
    )


def _notices(platform: Platform) -> Finding:
    """Without saying about which alert: what doctor prints may end in anybody's mailbox."""
    with platform.database.reading() as session:
        people = len(set(session.scalars(queries.failing_notices(clock.now()))))
    return _unless(
        people,
        f"Des avis d'alerte ne partent pas ({people} destinataires) : appelez-les, puis essayez : hcec mail test",
        "Aucun avis d'alerte n'est en souffrance.",
    )


def _reviews(platform: Platform) -> Finding:
    with platform.database.reading() as session:
        late = len(session.scalars(queries.late_reviews(clock.now())).all())
        is_stuck = bool(reviewing.unreviewable(session))
    if is_stuck:
        return (
            False,
            "La CRIP a ouvert seule et personne d'autre ne peut relire (règle A6) : créez-lui un second compte.",
        )
    if late:
        return (
            False,
            f"La CRIP a ouvert seule, et personne n'a relu dans les 24 heures (règle A6) : {late}. Voyez /alertes/",
        )
    return True, "Ce que la CRIP a ouvert seule est relu à temps."


def _readers(platform: Platform) -> Finding:
    """Without a count: how many messages wait, and where from, is nothing to show here."""
    with platform.database.reading() as session:
        is_stuck = has_message_without_reader(session, today=clock.today())
    return _unless(
        is_stuck,
        "Un message n’a plus personne pour le lire (règle A5) : ajoutez quelqu’un qui lit d’ailleurs.",
        "Chaque message a quelqu’un pour le lire.",
    )


def _replies(platform: Platform) -> Finding:
    with platform.database.reading() as session:
        is_stuck = has_reply_without_reader(session)
    return _unless(
        is_stuck,
        "Un enfant a répondu, et personne ne peut lire sa réponse (règle A5) : ajoutez quelqu’un qui lit d’ailleurs.",
        "Chaque réponse d’un enfant a quelqu’un pour la lire.",
    )


def _unless(trouble: object, complaint: str, relief: str) -> Finding:
    return (False, complaint) if trouble else (True, relief)


CHECKS: tuple[Callable[[Platform], Finding], ...] = (
    crip_key,
    crip_drill,
    days_covered,
    _notices,
    _reviews,
    _readers,
    _replies,
)
