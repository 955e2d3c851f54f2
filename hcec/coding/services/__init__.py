"""Coding a message, the list of themes, what coders teach, how far they agree, the freeze."""

from hcec.coding.services.agreement import Agreement as Agreement
from hcec.coding.services.agreement import agreement as agreement
from hcec.coding.services.coding import AlreadyCoded as AlreadyCoded
from hcec.coding.services.coding import NoTheme as NoTheme
from hcec.coding.services.coding import NotToCode as NotToCode
from hcec.coding.services.coding import code as code
from hcec.coding.services.coding import coding_for as coding_for
from hcec.coding.services.coding import place_for as place_for
from hcec.coding.services.coding import suggestions as suggestions
from hcec.coding.services.freezing import freeze as freeze
from hcec.coding.services.proposing import NotToPropose as NotToPropose
from hcec.coding.services.proposing import UnknownThemes as UnknownThemes
from hcec.coding.services.proposing import propose as propose
from hcec.coding.services.themes import NotALocalTheme as NotALocalTheme
from hcec.coding.services.themes import ThemeWords as ThemeWords
from hcec.coding.services.themes import add_theme as add_theme
from hcec.coding.services.themes import every_theme as every_theme
from hcec.coding.services.themes import list_version as list_version
from hcec.coding.services.themes import offered as offered
from hcec.coding.services.themes import retire_theme as retire_theme
