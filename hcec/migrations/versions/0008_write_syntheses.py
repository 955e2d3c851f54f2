"""Keep the sections, asks and reviews of a synthesis, and the population figures."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ENGAGEMENTS = ("act_early", "secure_path", "power_and_rights", "adult_life")


def upgrade() -> None:
    # Added in place: a copy of the table would break what refers to it.
    false = "0" if op.get_bind().dialect.name == "sqlite" else "false"
    op.execute(
        f"ALTER TABLE synthesis ADD COLUMN in_review BOOLEAN DEFAULT {false} NOT NULL"
        " CONSTRAINT ck_synthesis_review_is_of_a_draft CHECK (state = 'draft' OR NOT in_review)"
    )
    op.add_column("synthesis", sa.Column("embargo_on", sa.Date(), nullable=True))
    op.add_column("release", sa.Column("embargo_on", sa.Date(), nullable=True))
    _create_parts()
    op.create_table(
        "synthesis_review",
        sa.Column("synthesis_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("is_agreed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.CheckConstraint("is_agreed OR note <> ''", name=op.f("ck_synthesis_review_sent_back_says_why")),
        sa.ForeignKeyConstraint(["synthesis_id"], ["synthesis.id"], name=op.f("fk_synthesis_review_synthesis_id")),
        sa.ForeignKeyConstraint(["reader_id"], ["staff.id"], name=op.f("fk_synthesis_review_reader_id")),
        sa.PrimaryKeyConstraint("synthesis_id", "version", name=op.f("pk_synthesis_review")),
    )
    op.create_table(
        "code_proposal",
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["testimony_id"],
            ["approval.testimony_id"],
            name=op.f("fk_code_proposal_testimony_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_code_proposal_staff_id")),
        sa.PrimaryKeyConstraint("testimony_id", name=op.f("pk_code_proposal")),
        sqlite_with_rowid=False,
    )
    _create_population()


def downgrade() -> None:
    for table in ("population_figure", "population_year", "code_proposal", "synthesis_review"):
        op.drop_table(table)
    for table in ("synthesis_ask", "synthesis_section"):
        op.drop_index(op.f(f"ix_{table}_synthesis_id"), table_name=table)
        op.drop_table(table)
    op.drop_column("release", "embargo_on")
    op.drop_column("synthesis", "embargo_on")
    op.drop_column("synthesis", "in_review")


def _create_parts() -> None:
    engagement = sa.Enum(*ENGAGEMENTS, name="engagement", native_enum=False, create_constraint=True, length=32)
    own = {
        "synthesis_section": (
            sa.Column("title", sa.String(), nullable=False),
            sa.Column("text", sa.String(), nullable=False),
            sa.Column("tables", sa.JSON(), nullable=False),
            sa.Column("themes", sa.JSON(), nullable=False),
            sa.Column("shows_coverage", sa.Boolean(), nullable=False),
        ),
        "synthesis_ask": (
            sa.Column("what", sa.String(), nullable=False),
            sa.Column("of_whom", sa.String(), nullable=False),
            sa.Column("engagement", engagement, nullable=False),
        ),
    }
    for table, columns in own.items():
        op.create_table(
            table,
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.Column("synthesis_id", sa.Uuid(), nullable=False),
            sa.Column("position", sa.Integer(), nullable=False),
            *columns,
            sa.ForeignKeyConstraint(["synthesis_id"], ["synthesis.id"], name=op.f(f"fk_{table}_synthesis_id")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_synthesis_id"), table, ["synthesis_id"])


def _create_population() -> None:
    op.create_table(
        "population_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_population_year_year_is_one")),
        sa.CheckConstraint("children > 0", name=op.f("ck_population_year_somebody_is_in_care")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_population_year")),
    )
    trait = sa.Enum(
        *("age_band", "placement_type"), name="populationtrait", native_enum=False, create_constraint=True, length=32
    )
    op.create_table(
        "population_figure",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("trait", trait, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.CheckConstraint("children >= 0", name=op.f("ck_population_figure_is_a_count")),
        sa.ForeignKeyConstraint(["year"], ["population_year.year"], name=op.f("fk_population_figure_year")),
        sa.PrimaryKeyConstraint("year", "trait", "code", name=op.f("pk_population_figure")),
    )
