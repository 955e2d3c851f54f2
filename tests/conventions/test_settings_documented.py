"""Every setting is read in one place and explained in one place."""

import re

from tests.conventions.tree import ROOT

SETTING = re.compile(r"\bHCEC_[A-Z][A-Z_]*[A-Z]\b")


def settings_named_in(path):
    return set(SETTING.findall((ROOT / path).read_text(encoding="utf-8")))


def test_every_setting_is_documented_and_nothing_else():
    assert settings_named_in("hcec/config.py") == settings_named_in("docs/settings.md")
