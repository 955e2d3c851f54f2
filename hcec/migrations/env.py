"""Alembic's entry: one connection, one transaction."""

from alembic import context

from hcec.db import Base
from hcec.migrations import load_models

load_models()
with context.config.attributes["engine"].execution_options(writes=True).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,  # Alembic thinks that SQLite cannot; our BEGIN IMMEDIATE can (hcec/db.py)
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
