"""How many messages one person sends in a while: far above what anybody writes, against a stuck page or a flood."""

from datetime import timedelta

from hcec import clock, db
from hcec.accounts.access import Youth
from hcec.accounts.services import limits
from hcec.department.services import Department

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class MessagesSpent(Exception):
    """This person sent as many messages as the département allows; `retry_after` says for how many seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("messages spent")
        self.retry_after = retry_after


def spend_message(youth: Youth, department: Department) -> None:
    """Count one more message, under a bucket that only this person's key names; never a call for help (S1).

    Raises MessagesSpent.
    """
    allowed = ((HOUR, department.messages_an_hour), (DAY, department.messages_a_day))
    try:
        with db.current().volatile() as volatile:
            limits.spend(volatile, "messages", who=youth.tag("allowance").hex(), allowed=allowed, now=clock.now())
    except limits.TooManyTries as spent:
        raise MessagesSpent(spent.retry_after) from spent
