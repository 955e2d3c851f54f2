"""Closed lists of testimonies."""

from enum import StrEnum


class TestimonyKind(StrEnum):
    """Where the words come from."""

    __test__ = False  # not a test class, whatever its name starts with

    ANSWER = "answer"
    IDEA = "idea"
    HELP = "help"


class TestimonyState(StrEnum):
    """A message's life (INTERFACE, last lines of Pages)."""

    __test__ = False

    SUBMITTED = "submitted"
    CLAIMED = "claimed"
    PROPOSED = "proposed"
    SECOND_READER = "second_reader"
    APPROVED = "approved"
    KEPT = "kept"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


UNDECIDED = frozenset({TestimonyState.SUBMITTED, TestimonyState.CLAIMED})

# What may follow what; `withdrawn` may follow anything but itself. A second reader takes the message in hand (claimed)
# without leaving the state `second_reader`: the claim is a name and a day on the row.
NEXT: dict[TestimonyState, frozenset[TestimonyState]] = {
    TestimonyState.SUBMITTED: frozenset({TestimonyState.CLAIMED}),
    TestimonyState.CLAIMED: frozenset(
        {
            TestimonyState.SUBMITTED,
            TestimonyState.PROPOSED,
            TestimonyState.SECOND_READER,
            TestimonyState.KEPT,
            TestimonyState.REFUSED,
        }
    ),
    TestimonyState.PROPOSED: frozenset({TestimonyState.SECOND_READER, TestimonyState.KEPT}),
    TestimonyState.SECOND_READER: frozenset(
        {TestimonyState.APPROVED, TestimonyState.PROPOSED, TestimonyState.KEPT, TestimonyState.REFUSED}
    ),
    TestimonyState.APPROVED: frozenset({TestimonyState.KEPT}),  # the child's no, until it is published
    TestimonyState.KEPT: frozenset(),
    TestimonyState.REFUSED: frozenset({TestimonyState.SUBMITTED, TestimonyState.SECOND_READER}),
    TestimonyState.WITHDRAWN: frozenset(),
}
