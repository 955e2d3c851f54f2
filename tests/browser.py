"""A real browser for the journeys.

Fixtures, each a fresh profile: `phone` (360x740, touch), `phone_without_js`, `desktop` (1280x800),
`desktop_without_js`; `open_browser(width=…, height=…, javascript=…, colour_scheme=…)` makes any other. A test that uses
one is marked `browser` by itself.

Without a browser these tests are skipped with one loud line, and fail when CI=true.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

INSTALLED = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
MAC_AND_WINDOWS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
)
FIXTURES = frozenset({"phone", "phone_without_js", "desktop", "desktop_without_js", "open_browser", "chromium"})
MISSING = "NO BROWSER FOUND: set HCEC_BROWSER or install Chromium"
_skipped: set[str] = set()


def pytest_collection_modifyitems(items):
    """Mark what drives a browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


def pytest_runtest_logreport(report):
    """Count the tests skipped for want of a browser; with several workers, the controller counts."""
    if report.skipped and isinstance(report.longrepr, tuple) and MISSING in report.longrepr[2]:
        _skipped.add(report.nodeid)


def pytest_terminal_summary(terminalreporter):
    """Say loudly how many tests were skipped for want of a browser."""
    if _skipped:
        terminalreporter.write_line(f"{MISSING}. {len(_skipped)} browser tests were skipped.", red=True, bold=True)


def find_browser(playwright) -> str | None:
    """Return the browser to drive: the one asked for, an installed one, Playwright's own, the npm package's."""
    if asked := os.environ.get("HCEC_BROWSER"):
        return asked
    candidates = [shutil.which(name) for name in INSTALLED]
    candidates += [*MAC_AND_WINDOWS, playwright.chromium.executable_path]
    for candidate in candidates:
        if candidate and Path(candidate).exists():
            return candidate
    return _from_npm()


def _from_npm() -> str | None:
    """Return the Chromium of the npm package @sparticuz/chromium, unpacked into a cache, or None."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return None
    cache = Path.home() / ".cache" / "hcec-browser"
    install = [
        npm,
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(cache),
        "@sparticuz/chromium@153.0.0",
    ]
    script = "import('@sparticuz/chromium').then(async m => console.log(await m.default.executablePath()))"
    cache.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(install, check=True, capture_output=True, timeout=300)
        found = subprocess.run([node, "-e", script], cwd=cache, check=True, capture_output=True, timeout=120, text=True)
    except (subprocess.SubprocessError, OSError):
        return None
    return found.stdout.strip() or None


@pytest.fixture(scope="session")
def chromium():
    """Launch the browser once a session; every context made from it is a fresh profile."""
    from playwright.sync_api import sync_playwright  # here: a run without browser tests need not load the driver

    with sync_playwright() as playwright:
        path = find_browser(playwright)
        if path is None:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = playwright.chromium.launch(
            executable_path=path, args=[*FLAGS, *(["--no-sandbox"] if as_root else [])]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium):
    """Return a function that opens a context (width, height, javascript, colour_scheme), closed after the test."""
    contexts = []

    def open_context(*, width=360, height=740, javascript=True, colour_scheme="light"):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            color_scheme=colour_scheme,
            has_touch=width < 600,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            accept_downloads=True,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_browser):
    """Open a phone, JavaScript on."""
    return open_browser()


@pytest.fixture
def phone_without_js(open_browser):
    """Open a phone, JavaScript off."""
    return open_browser(javascript=False)


@pytest.fixture
def desktop(open_browser):
    """Open a desktop, JavaScript on."""
    return open_browser(width=1280, height=800)


@pytest.fixture
def desktop_without_js(open_browser):
    """Open a desktop, JavaScript off."""
    return open_browser(width=1280, height=800, javascript=False)
