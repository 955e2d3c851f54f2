"""Keep institutions, plenaries and immersions."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "institution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "department",
                "prefecture",
                "justice",
                "education",
                "police",
                "gendarmerie",
                "health_agency",
                "family_fund",
                "bar",
                "physicians",
                "association",
                "establishment",
                "other",
                name="institutionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("charter_signed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
        sa.UniqueConstraint("name", name=op.f("uq_institution_name")),
    )
    op.create_table(
        "representative",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_representative_institution_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_representative_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_representative")),
    )
    op.create_index(op.f("ix_representative_institution_id"), "representative", ["institution_id"], unique=False)


def downgrade() -> None:
    for table in ("representative", "institution"):
        op.drop_table(table)
