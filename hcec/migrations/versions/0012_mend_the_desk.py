"""Keep the copies before the one under way, and the dates that were put off: an undo and a promise outlive a change."""

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
    op.create_table(
        "postponement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("closed_before", sa.Date(), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_postponement_consultation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postponement")),
        sa.UniqueConstraint(
            "consultation_id", "closed_before", name=op.f("uq_postponement_consultation_id_closed_before")
        ),
    )


def downgrade() -> None:
    op.drop_table("postponement")
    op.drop_table("earlier_copies")
