"""Keep the copies before the one under way: what a reader undoes outlives a reload."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "earlier_copies",
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("steps_box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["testimony_id"], ["testimony.id"], name=op.f("fk_earlier_copies_testimony_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("testimony_id", name=op.f("pk_earlier_copies")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("earlier_copies")
