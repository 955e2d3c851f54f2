"""Fixtures of the whole suite; each module below says what it gives."""

pytest_plugins = ["tests.postgres", "tests.browser", "tests.platform", "tests.cast", "tests.live"]
