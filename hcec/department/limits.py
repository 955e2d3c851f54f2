"""Between what and what each decision may be: floors that protect, ceilings that were promised to children."""

from typing import NamedTuple


class Between(NamedTuple):
    """Both ends may be chosen."""

    least: int
    most: int


LIMITS: dict[str, Between] = {
    # D1: never under 5. A higher one hides more.
    "threshold_internal": Between(5, 50),
    "threshold_public": Between(5, 50),
    # M2: silence says yes after 7 days at the earliest.
    "agreement_by_silence_days": Between(7, 60),
    # Retention (PRODUCT §5): what children read as they wrote may be shortened; an alert's words wait for its end.
    "draft_days": Between(1, 14),
    "original_days": Between(7, 90),
    "refused_days": Between(7, 30),
    "alert_days": Between(7, 60),
    "account_months": Between(3, 24),
    "journal_months": Between(6, 12),  # shorter, nobody could look into what went wrong
    "backup_days": Between(7, 30),
    # Response times (PRODUCT §5): a département may promise to be quicker.
    "decision_days": Between(1, 14),
    "alert_read_hours": Between(1, 2),
    "alert_take_hours": Between(1, 4),
    "alert_climb_hours": Between(1, 4),
    # What one person may send; a call for help is never refused (S1).
    "messages_an_hour": Between(1, 100_000),
    "messages_a_day": Between(1, 100_000),
    "help_calls_an_hour": Between(1, 100),
    "readers": Between(1, 99),
    "reader_minutes": Between(1, 600),
    "message_minutes": Between(1, 240),
}
