"""Settings that come from the environment: typed, documented in docs/settings.md, refused when unsafe."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class UnsafeSettings(Exception):
    """The platform refuses to start; the message says which setting and what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a machine's administrator decides. What the département decides is kept in the database."""

    home: Path
    database_url: str
    volatile_url: str
    public_url: str | None = None
    timezone: str = "Europe/Paris"
    smtp_url: str | None = None
    mail_from: str = "ne-pas-repondre@hcec.example"
    bind_host: str = "127.0.0.1"
    bind_port: int = 8000
    backup_key: str | None = None
    uses_model: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read every `HCEC_*` variable. Raises UnsafeSettings on a value that would be unsafe or cannot be read."""
        env = os.environ if environ is None else environ
        home = Path(env.get("HCEC_HOME") or "instance").resolve()
        database_url = env.get("HCEC_DATABASE_URL") or f"sqlite:///{home / 'hcec.db'}"
        return cls(
            home=home,
            database_url=_database_url(database_url),
            volatile_url=_volatile_url(database_url, home),
            public_url=_public_url(env.get("HCEC_PUBLIC_URL")),
            timezone=_timezone(env.get("HCEC_TIMEZONE") or "Europe/Paris"),
            smtp_url=_smtp_url(env.get("HCEC_SMTP_URL")),
            mail_from=_mail_from(env.get("HCEC_MAIL_FROM") or "ne-pas-repondre@hcec.example"),
            bind_host=env.get("HCEC_BIND_HOST") or "127.0.0.1",
            bind_port=_port(env.get("HCEC_BIND_PORT") or "8000"),
            backup_key=_backup_key(env.get("HCEC_BACKUP_KEY")),
            uses_model=_switch("HCEC_NLP", env.get("HCEC_NLP") or "off"),
        )

    @property
    def is_https(self) -> bool:
        """Whether young people reach the platform over https: cookies are then `Secure` and `__Host-`."""
        return bool(self.public_url and self.public_url.startswith("https://"))

    @property
    def origin(self) -> str:
        """The scheme, host and port that every absolute link starts with."""
        return self.public_url or f"http://{_bracketed(self.bind_host)}:{self.bind_port}"

    @property
    def trusted_hosts(self) -> list[str]:
        """The only host names that the web server answers to."""
        if self.public_url:
            return [urlsplit(self.public_url).hostname or ""]
        return sorted({self.bind_host} | (LOOPBACK if self.bind_host in LOOPBACK else set()))

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """The `Host` headers answered, port included (ATTACKS 14)."""
        if self.public_url:
            return frozenset({urlsplit(self.public_url).netloc})
        return frozenset(f"{_bracketed(host)}:{self.bind_port}" for host in self.trusted_hosts)

    @property
    def is_sqlite(self) -> bool:
        """Whether the main database is the embedded one."""
        return self.database_url.startswith("sqlite")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _database_url(url: str) -> str:
    if url.startswith("postgresql://"):
        return url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise UnsafeSettings("HCEC_DATABASE_URL doit commencer par sqlite:/// ou postgresql://")
    return url


def _volatile_url(database_url: str, home: Path) -> str:
    """Sessions, limits and queue: a second SQLite file, or UNLOGGED tables on the same PostgreSQL."""
    if not database_url.startswith("sqlite"):
        return _database_url(database_url)
    path = Path(database_url.removeprefix("sqlite:///"))
    return f"sqlite:///{path.with_name('volatile.db') if path.name else home / 'volatile.db'}"


def _public_url(url: str | None) -> str | None:
    if not url:
        return None
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        parts, port = urlsplit(""), None
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.username is not None:
        raise UnsafeSettings("HCEC_PUBLIC_URL doit être une adresse complète sans chemin, comme https://parole.example")
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise UnsafeSettings(
            "HCEC_PUBLIC_URL doit commencer par https:// : sans cela, on lit ce que les jeunes écrivent"
        )
    is_usual = port in {None, 443 if parts.scheme == "https" else 80}  # browsers leave it out of Host and Origin
    return f"{parts.scheme}://{_bracketed(parts.hostname)}{'' if is_usual else f':{port}'}"


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as refusal:
        raise UnsafeSettings(f"HCEC_TIMEZONE ne connaît pas {name!r}; par exemple Europe/Paris") from refusal
    return name


def _smtp_url(url: str | None) -> str | None:
    if url and urlsplit(url).scheme not in {"smtp", "smtps"}:
        raise UnsafeSettings("HCEC_SMTP_URL doit commencer par smtp:// ou smtps://")
    if url and urlsplit(url).scheme == "smtp" and urlsplit(url).hostname not in LOOPBACK:
        raise UnsafeSettings("HCEC_SMTP_URL doit être smtps:// hors de cette machine")
    return url or None


def _mail_from(address: str) -> str:
    if "@" not in address or any(sign in address for sign in "\r\n,;<> "):
        raise UnsafeSettings("HCEC_MAIL_FROM doit être une seule adresse e-mail")
    return address


def _backup_key(key: str | None) -> str | None:
    if not key:
        return None
    import pyrage

    try:
        return str(pyrage.x25519.Recipient.from_str(key.strip()))
    except pyrage.RecipientError as refusal:
        raise UnsafeSettings(
            "HCEC_BACKUP_KEY doit être une clé publique age1… ; pour en faire une : hcec backup --new-key FICHIER"
        ) from refusal


def _switch(name: str, word: str) -> bool:
    if word not in {"on", "off"}:
        raise UnsafeSettings(f"{name} doit être on ou off")
    return word == "on"


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise UnsafeSettings("HCEC_BIND_PORT doit être un nombre de 1 à 65535")
    return int(text)
