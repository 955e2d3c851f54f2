"""Rows as lines of JSON, the same on both databases."""

import base64
import json
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Enum, Table

from hcec.db import Moment


def encode_row(table: Table, row: Sequence[Any]) -> str:
    """Return a row as one line, in the order of the table's columns."""
    return json.dumps([_plain(column, value) for column, value in zip(table.c, row, strict=True)], ensure_ascii=False)


def decode_row(table: Table, values: Sequence[Any]) -> dict[str, Any]:
    """Return what `encode_row` wrote, ready to insert."""
    return {column.key: _typed(column, value) for column, value in zip(table.c, values, strict=True)}


def _plain(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, JSON):
        return value
    match value:
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case UUID():
            return value.hex
        case StrEnum():
            return value.value
        case datetime() | date():
            return value.isoformat()
    return value


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None or isinstance(column.type, JSON):
        return value
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Enum) and column.type.enum_class is not None:
        return column.type.enum_class(value)
    kind = column.type.python_type
    if kind is bytes:
        return base64.b64decode(value)
    if kind is UUID:
        return UUID(value)
    return date.fromisoformat(value) if kind is date else value
