"""How much support is told: by steps, and nothing under the first. Pure."""

BEYOND = (20, 50, 100, 200, 500)


def step_reached(count: int, *, internal: int, public: int) -> int:
    """Return the highest step that the count reaches: "at least" so many; 0 under the first one (D1)."""
    steps = {internal, public, *(step for step in BEYOND if step > public)}
    return max((step for step in steps if step <= count), default=0)
