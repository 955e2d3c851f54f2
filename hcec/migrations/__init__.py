"""Alembic, run from code: no ini file to keep in step."""

import importlib
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

FEATURES = (
    *("audit", "department", "accounts", "consultations", "testimonies"),
    *("safeguarding", "moderation", "coding", "syntheses", "council", "followup", "notices", "scheme"),
    *("partners", "training", "shelf", "yearbook", "surveys"),
)


def alembic_config() -> Config:
    """Return the configuration that finds our versions."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def load_models() -> None:
    """Import every feature's tables, so that metadata is whole."""
    for feature in FEATURES:
        importlib.import_module(f"hcec.{feature}.models")


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the main database to a revision."""
    config = alembic_config()
    config.attributes["engine"] = engine
    command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Bring the main database back to a revision."""
    config = alembic_config()
    config.attributes["engine"] = engine
    command.downgrade(config, revision)


def create_volatile(engine: Engine) -> None:
    """Create the volatile tables. They are never migrated: what they hold may be dropped at any moment."""
    from hcec.db import VolatileBase

    load_models()
    VolatileBase.metadata.create_all(engine)
