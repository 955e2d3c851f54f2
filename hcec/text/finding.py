"""What has been found so far in one text, by its words."""

from bisect import bisect_left, bisect_right

from hcec.text.reading import Reading
from hcec.text.spans import Label, Reason


class Findings:
    """Stretches of a reading found to identify, and the words they take; `near` are the communes around."""

    def __init__(self, reading: Reading, near: frozenset[str] = frozenset()) -> None:
        self.reading, self.near = reading, near
        self.found: list[tuple[int, int, Label, Reason]] = []
        self.taken = bytearray(len(reading.words))
        self._signs = bytearray(len(reading.folded))

    def take(self, first: int, last: int, label: Label, reason: Reason = Reason.CUE) -> None:
        """Mark the words from first to last, both included."""
        reading = self.reading
        self.found.append((reading.starts[first], reading.ends[last], label, reason))
        self.taken[first : last + 1] = b"\1" * (last + 1 - first)

    def spare(self, first: int, last: int) -> None:
        """Leave these words alone, both included: the name of a pet, of a place where one only went."""
        self.taken[first : last + 1] = b"\2" * (last + 1 - first)

    def is_found(self, index: int) -> bool:
        """Tell whether a word belongs to what was marked."""
        return self.taken[index] == 1

    def take_shape(self, start: int, end: int, label: Label) -> None:
        """Mark a stretch known by its shape, and the words inside."""
        if any(self._signs[start:end]):
            return
        self._signs[start:end] = b"\1" * (end - start)
        self.found.append((start, end, label, Reason.SHAPE))
        first, last = bisect_right(self.reading.ends, start), bisect_left(self.reading.starts, end)
        self.taken[first:last] = b"\1" * (last - first)
