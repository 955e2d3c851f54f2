#!/usr/bin/env python3
"""Set up, run, test and check the project. Needs Python 3.11 or newer and nothing else.

python3 dev.py run [--port 8000] [--home DIR]   the demonstration, on this machine only
python3 dev.py code [--home DIR]                the second factors of its staff, right now
python3 dev.py test [pytest arguments]          every check, as the continuous integration runs them
python3 dev.py check                            the quick part, under a minute
python3 dev.py translations                     refresh the catalogues from the code and the templates
python3 dev.py lock                             compile requirements/*.txt from pyproject.toml
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "set-up-from.sha256"
CREDENTIALS = "demonstration.json"


def main() -> int:
    """Run the command given on the command line and return its exit code."""
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or newer is needed; this one is {sys.version.split()[0]}.")
        return 1
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("run", "code"):
        command = commands.add_parser(name)
        command.add_argument("--home", type=Path, default=ROOT / "instance")
        command.add_argument("--port", type=int, default=8000)
    for name in ("test", "check", "translations", "lock"):
        commands.add_parser(name)
    options, rest = parser.parse_known_args()
    if rest and options.command != "test":
        parser.error(f"unknown arguments: {' '.join(rest)}")
    if options.command == "code":
        return print_codes(options.home)
    set_up()
    if options.command == "run":
        return run(options.home.resolve(), options.port)
    return {"test": lambda: test(rest), "check": check, "translations": translations, "lock": lock}[options.command]()


# Setting up


def set_up() -> None:
    """Make `.venv` with the locked requirements and the project itself; do nothing when it is up to date."""
    recipe = hashlib.sha256()
    for file in (ROOT / "pyproject.toml", ROOT / "requirements" / "dev.txt"):
        recipe.update(file.read_bytes())
    if STAMP.exists() and STAMP.read_text() == recipe.hexdigest():
        return
    if not (BIN / "python").exists():
        make_venv()
    print("Installing the requirements (the first time takes a minute)…", flush=True)
    pip("install", "--quiet", "--require-hashes", "--requirement", "requirements/dev.txt")
    # Without isolation: the build backend is itself among the locked requirements, so that nothing unlocked runs.
    pip("install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ".")
    STAMP.write_text(recipe.hexdigest())


def make_venv() -> None:
    """Create `.venv`, or say the one line that makes it possible."""
    result = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if result.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    sys.exit(
        f"{result.stdout}{result.stderr}\nPython cannot make a virtual environment here. On Debian and Ubuntu, type:\n"
        f"\n    sudo apt-get install -y python{version}-venv\n\nthen run the same command again."
    )


def pip(*arguments: str) -> None:
    """Run pip inside `.venv`, and stop when it fails."""
    command = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit("Installing failed: see above.")


def environment(**more: str) -> dict[str, str]:
    """Return the environment of the child processes: this one, with `.venv` first on the path."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), **more}


# Running the demonstration


def run(home: Path, port: int) -> int:
    """Migrate, load the demonstration into an empty database, then serve until told to stop."""
    env = environment(HCEC_HOME=str(home))
    if not prepare(home, env):
        return 1
    signal.signal(signal.SIGTERM, _stop)
    children = [
        subprocess.Popen([BIN / "hcec", "serve", "--host", "127.0.0.1", "--port", str(port)], cwd=ROOT, env=env),
        subprocess.Popen([BIN / "hcec", "worker"], cwd=ROOT, env=env),
    ]
    try:
        if wait_until_served(port, children):
            print_welcome(home, port)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        print("The server or the worker stopped by itself: see above.")
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        stop(children)


def prepare(home: Path, env: dict[str, str]) -> bool:
    """Bring the schema up to date and load the demonstration where there is nothing yet; tell whether one can go on."""
    started = home.is_dir() and any(home.iterdir())
    if started and subprocess.run([BIN / "hcec", "migrate"], cwd=ROOT, env=env).returncode:
        return False
    if (home / CREDENTIALS).exists():
        return True
    print("Loading the demonstration…", flush=True)
    demo = subprocess.run([BIN / "hcec", "demo", "--json"], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    if demo.returncode == 0:
        write_private(home / CREDENTIALS, demo.stdout)
    # A database in use refuses the demonstration and is served as it is.
    return demo.returncode == 0 or started


def write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone can read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def wait_until_served(port: int, children: list[subprocess.Popen[bytes]]) -> bool:
    """Wait at most a minute for the server to answer; tell whether it does."""
    # No proxy: the address is this machine's own.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + 60
    while time.monotonic() < end and all(child.poll() is None for child in children):
        try:
            opener.open(f"http://127.0.0.1:{port}/sante", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return True
    return False


def print_welcome(home: Path, port: int) -> None:
    """Say where to go and who can sign in."""
    address = f"http://127.0.0.1:{port}"
    print(f"\nThe platform answers on {address}/  (Ctrl-C stops it; everything is in {home})")
    if not (home / CREDENTIALS).exists():
        return
    demo = json.loads((home / CREDENTIALS).read_text(encoding="utf-8"))
    print(f"\nYoung people: a card at {address}/rejoindre or a phrase at {address}/entrer")
    for card in demo["cards"][:4]:
        print(f"  card    {card['code']}   {card['service']}")
    for young in demo["young"][:3]:
        print(f"  phrase  {young['phrase']}   {young['service']}")
    print(f"\nStaff: {address}/equipe/entrer, the code from `python3 dev.py code` or from the secret")
    for person in demo["staff"]:
        print(f"  {person['role']:<15} {person['email']:<42} {person['password']}   {person['totp_secret']}")
    print(f"\nCRIP: key {demo['crip']['key_file']}, passphrase {demo['crip']['passphrase']}", flush=True)


def print_codes(home: Path) -> int:
    """Print the present second factor of each member of the demonstration's staff (RFC 6238)."""
    if not (home / CREDENTIALS).exists():
        print(f"No demonstration in {home}: start it with `python3 dev.py run`.")
        return 1
    for person in json.loads((home / CREDENTIALS).read_text(encoding="utf-8"))["staff"]:
        secret = person["totp_secret"]
        key = base64.b32decode(secret + "=" * (-len(secret) % 8))
        digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
        offset = digest[-1] & 15
        code = (struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000
        print(f"{code:06d}  {person['role']:<15} {person['email']}")
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """End on SIGTERM the way one ends on Ctrl-C."""
    raise KeyboardInterrupt


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """End the child processes, gently first."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


# Checking

QUICK = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports"],
    "catalogues": ["python", "-m", "tests.conventions.catalogue", "--check"],
}


def test(arguments: list[str]) -> int:
    """Run every check; pytest runs on SQLite, on PostgreSQL and in a browser by itself."""
    return run_steps({**QUICK, "tests": ["pytest", "-n", "2", *arguments]})


def check() -> int:
    """Run what takes less than a minute."""
    return run_steps({**QUICK, "conventions": ["pytest", "-q", "tests/conventions", *existing("tests/text")]})


def existing(*paths: str) -> list[str]:
    """Return those of the paths that exist."""
    return [path for path in paths if (ROOT / path).exists()]


def run_steps(steps: dict[str, list[str]]) -> int:
    """Run each step whatever became of the others, print its time, and return 1 when any failed."""
    failed = []
    for name, command in steps.items():
        print(f"── {name}: {' '.join(command)}", flush=True)
        start = time.monotonic()
        result = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, env=environment())
        print(f"── {name}: {'FAILED' if result.returncode else 'ok'} in {time.monotonic() - start:.1f} s\n", flush=True)
        if result.returncode:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else "All is well.")
    return 1 if failed else 0


# Refreshing what is generated


def translations() -> int:
    """Extract the messages, bring the French catalogue up to date and compile it."""
    return run_steps({"catalogues": ["python", "-m", "tests.conventions.catalogue"]})


def lock() -> int:
    """Compile the requirements: no registry address in them, so that they hold anywhere."""
    compile_ = ["uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header", "pyproject.toml"]
    extras = {
        "base": [],
        "postgres": ["--extra", "postgres"],
        "nlp": ["--extra", "nlp"],
        "dev": ["--extra", "postgres", "--group", "dev"],
    }
    return run_steps(
        {name: [*compile_, *extra, "--output-file", f"requirements/{name}.txt"] for name, extra in extras.items()}
    )


if __name__ == "__main__":
    sys.exit(main())
