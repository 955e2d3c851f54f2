"""Keep what the desk suggests, exchanges and measures."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


THEMES = (
    "suicide_selfharm",
    "sexual_violence",
    "physical_violence",
    "neglect",
    "prostitution_exploitation",
    "runaway",
    "bullying_cyber",
    "drugs",
    "threat_to_others",
    "forced_marriage_trafficking",
)


def upgrade() -> None:
    op.add_column("testimony", sa.Column("urgency", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("decision", sa.Column("suggested", sa.Integer(), nullable=True))
    op.add_column("decision", sa.Column("followed", sa.Integer(), nullable=True))
    theme = sa.Enum(*THEMES, name="hardtheme", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "staff_avoidance",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("theme", theme, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_avoidance_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "theme", name=op.f("pk_staff_avoidance")),
    )
    op.create_table(
        "desk_preference",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("has_shortcuts", sa.Boolean(), nullable=False),
        sa.Column("reads_on", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_desk_preference_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_desk_preference")),
    )


def downgrade() -> None:
    op.drop_table("desk_preference")
    op.drop_table("staff_avoidance")
    op.drop_column("decision", "followed")
    op.drop_column("decision", "suggested")
    op.drop_column("testimony", "urgency")
