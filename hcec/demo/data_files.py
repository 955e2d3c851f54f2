"""The words of the demonstration, read from `data/`: places, consultations, messages, one synthesis. Pure."""

import json
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from hcec.text.typography import french_spaces

_TONES = {
    "ressenti": "feeling",
    "besoin": "need",
    "souhait": "wish",
    "critique": "criticism",
    "merci": "thanks",
    "idée": "idea",
    "question": "question",
}
_DATA = resources.files("hcec.demo").joinpath("data")


@dataclass(frozen=True, slots=True)
class Message:
    """One message, what must be hidden in it, and what becomes of it."""

    code: str
    consultation: str
    question: int | None  # place in the list of questions, from 0
    age_band: str | None
    text: str
    hide: tuple[tuple[str, str], ...]  # (stretch, role)
    outcome: str
    reason: str | None
    note: str | None
    may_quote: bool
    is_about_adult: bool
    themes: tuple[str, ...]
    tone: str

    @property
    def redacted(self) -> str:
        """The text with every stretch to hide replaced by its role, longest first."""
        text = self.text
        for stretch, role in sorted(self.hide, key=lambda pair: -len(pair[0])):
            text = text.replace(stretch, f"[{role}]")
        return text


def places() -> dict[str, Any]:
    """Return the invented département: circles, services, staff, appointments."""
    return _toml("places.toml")


def consultations() -> list[dict[str, Any]]:
    """Return the consultations, their words set with French spaces."""
    return [dict(_spaced(each)) for each in _toml("consultations.toml")["consultation"]]


def synthesis() -> dict[str, Any]:
    """Return the words of the published synthesis."""
    return dict(_spaced(_toml("synthesis.toml")))


def proposals() -> dict[str, Any]:
    """Return what the council asked, and what came of it."""
    return dict(_spaced(_toml("proposals.toml")))


def scheme() -> dict[str, Any]:
    """Return the words of the schéma départemental and of the contract with the State."""
    return dict(_spaced(_toml("scheme.toml")))


def training() -> dict[str, Any]:
    """Return the needs, the programme and the sessions of training."""
    return dict(_spaced(_toml("training.toml")))


def partners() -> dict[str, Any]:
    """Return the institutions, their plenary and their immersions."""
    return dict(_spaced(_toml("partners.toml")))


def shelf() -> dict[str, Any]:
    """Return shared documents, and evaluations of establishments."""
    return dict(_spaced(_toml("shelf.toml")))


def figures() -> dict[str, Any]:
    """Return how many people the yearly figures count, and how often each category comes."""
    return dict(_spaced(_toml("figures.toml")))


def council() -> dict[str, Any]:
    """Return a year of the council's life."""
    return dict(_spaced(_toml("council.toml")))


def surveys() -> dict[str, Any]:
    """Return what the observatory asked adults, and what they answered."""
    return dict(_spaced(_toml("surveys.toml")))


def messages() -> list[Message]:
    """Return every message, in the file's order."""
    lines = _DATA.joinpath("messages.jsonl").read_text(encoding="utf-8").splitlines()
    return [_message(json.loads(line)) for line in lines if line.strip()]


def _message(raw: dict[str, Any]) -> Message:
    return Message(
        code=raw["id"],
        consultation=raw["consultation"],
        question=raw["question"],
        age_band=raw["age_band"],
        text=raw["text"],
        hide=tuple((each["text"], each["role"]) for each in raw["hide"]),
        outcome=raw["outcome"],
        reason=raw["reason"],
        note=raw["note"],
        may_quote=raw["quote_ok"],
        is_about_adult=raw["about_adult"],
        themes=tuple(raw["themes"]),
        tone=_TONES[raw["tone"]],
    )


def _spaced(value: Any) -> Any:
    """Set French spaces in every text of a value; addresses have none to set."""
    if isinstance(value, dict):
        return {name: _spaced(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_spaced(each) for each in value]
    return french_spaces(value) if isinstance(value, str) else value


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_DATA.joinpath(name).read_text(encoding="utf-8"))
