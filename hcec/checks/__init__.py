"""Whether all is well: a finding a check, in words that name no message and no child. Commands and pages show them."""

from collections.abc import Iterator

from hcec.checks import alerts, machine
from hcec.checks.alerts import Finding as Finding
from hcec.platform import Platform


def look(platform: Platform, *, thorough: bool = True) -> Iterator[Finding]:
    """Yield every finding: is it well, and the sentence that says so or says what to do.

    Without `thorough`, leave out what reads the whole database: a page is asked for more often than a command.
    """
    for check in (*machine.QUICK, *alerts.CHECKS, *(machine.SLOW if thorough else ())):
        yield check(platform)
