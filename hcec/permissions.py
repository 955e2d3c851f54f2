"""Who may do what: every role, every permission and every grant, on one page that a lawyer can read.

A permission opens a door; which objects are behind it is decided by `visible_to` in each feature's `access.py`.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a signed-in person is here. One person, one role (A7); being on call is an appointment."""

    YOUTH = "youth"
    MODERATOR = "moderator"
    OUTSIDE_READER = "outside_reader"
    COORDINATOR = "coordinator"
    CRIP = "crip"
    OBSERVATORY = "observatory"
    ANSWERER = "answerer"
    PARTNER = "partner"
    DPO = "dpo"
    ADMINISTRATOR = "administrator"


STAFF_ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.YOUTH)


class Permission(StrEnum):
    """`<thing>:<action>`."""

    PHRASE_DRAW = "phrase:draw"
    CONSULTATION_ANSWER = "consultation:answer"
    TESTIMONY_SUBMIT = "testimony:submit"
    TESTIMONY_FOLLOW = "testimony:follow"
    TOPIC_SUPPORT = "topic:support"
    HELP_CALL = "help:call"
    OWN_DATA_READ = "own_data:read"

    STAFF_HOME = "staff:home"
    TESTIMONY_READ = "testimony:read"
    TESTIMONY_DECIDE = "testimony:decide"
    PAPER_ENTER = "paper:enter"
    MODERATION_OVERSEE = "moderation:oversee"
    ALERT_HANDLE = "alert:handle"
    ENVELOPE_OPEN = "envelope:open"
    COVER_EDIT = "cover:edit"
    CONSULTATION_EDIT = "consultation:edit"
    SYNTHESIS_WRITE = "synthesis:write"
    SYNTHESIS_DOWNLOAD = "synthesis:download"
    COUNCIL_KEEP = "council:keep"
    PROPOSAL_WRITE = "proposal:write"
    ANSWER_WRITE = "answer:write"
    SCHEME_READ = "scheme:read"
    SCHEME_EDIT = "scheme:edit"
    FIGURES_KEEP = "figures:keep"
    TRAINING_KEEP = "training:keep"
    TRAINING_RAISE = "training:raise"
    PARTNERS_KEEP = "partners:keep"
    PARTNERS_READ = "partners:read"
    SHELF_KEEP = "shelf:keep"
    SHELF_READ = "shelf:read"
    SURVEY_KEEP = "survey:keep"
    PLATFORM_KEEP = "platform:keep"
    JOURNAL_READ = "journal:read"


_EVERY_STAFF = frozenset({Permission.STAFF_HOME})
_READS = _EVERY_STAFF | {Permission.TESTIMONY_READ, Permission.TESTIMONY_DECIDE}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.YOUTH: frozenset(
        {
            Permission.PHRASE_DRAW,
            Permission.CONSULTATION_ANSWER,
            Permission.TESTIMONY_SUBMIT,
            Permission.TESTIMONY_FOLLOW,
            Permission.TOPIC_SUPPORT,
            Permission.HELP_CALL,
            Permission.OWN_DATA_READ,
        }
    ),
    Role.MODERATOR: _READS,
    Role.OUTSIDE_READER: _READS | {Permission.PAPER_ENTER},  # nobody of the département opens a child's envelope
    Role.COORDINATOR: _READS
    | {Permission.MODERATION_OVERSEE, Permission.ALERT_HANDLE, Permission.COVER_EDIT, Permission.JOURNAL_READ},
    Role.CRIP: _READS | {Permission.ALERT_HANDLE, Permission.COVER_EDIT, Permission.ENVELOPE_OPEN},
    Role.OBSERVATORY: _EVERY_STAFF
    | {
        Permission.CONSULTATION_EDIT,
        Permission.SYNTHESIS_WRITE,
        Permission.SYNTHESIS_DOWNLOAD,
        Permission.COUNCIL_KEEP,
        Permission.PROPOSAL_WRITE,
        Permission.SCHEME_READ,
        Permission.SCHEME_EDIT,
        Permission.FIGURES_KEEP,
        Permission.TRAINING_KEEP,
        Permission.TRAINING_RAISE,
        Permission.PARTNERS_KEEP,
        Permission.PARTNERS_READ,
        Permission.SHELF_KEEP,
        Permission.SHELF_READ,
        Permission.SURVEY_KEEP,
    },
    Role.ANSWERER: _EVERY_STAFF
    # sees proposals and what was released, no message
    | {Permission.ANSWER_WRITE, Permission.SCHEME_READ, Permission.SHELF_READ},
    # sees the observatory's shared work and released public files, nothing a child wrote
    Role.PARTNER: _EVERY_STAFF
    | {Permission.PARTNERS_READ, Permission.TRAINING_RAISE, Permission.SHELF_READ, Permission.SCHEME_READ},
    Role.DPO: _EVERY_STAFF | {Permission.JOURNAL_READ},
    Role.ADMINISTRATOR: _EVERY_STAFF | {Permission.PLATFORM_KEEP},  # runs the platform, reads no testimony
}
# Whoever is appointed on call, deputy or head of cover also handles alerts (S4)…
GRANTED_BY_APPOINTMENT: frozenset[Permission] = frozenset({Permission.ALERT_HANDLE})
# …but for those who never read a young person's words, whatever they are appointed to (A7).
NEVER_APPOINTED: frozenset[Role] = frozenset({Role.OBSERVATORY, Role.PARTNER, Role.DPO, Role.ADMINISTRATOR})
# Who hears by mail of what is done to accounts that read; there is always somebody in each of these roles (A7).
OVERSEERS: tuple[Role, ...] = (Role.COORDINATOR, Role.DPO)


def may(role: Role, permission: Permission, *, is_appointed: bool = False) -> bool:
    """Return whether this role, with or without an appointment, holds the permission."""
    counts = is_appointed and role not in NEVER_APPOINTED
    return permission in GRANTS[role] or (counts and permission in GRANTED_BY_APPOINTMENT)
