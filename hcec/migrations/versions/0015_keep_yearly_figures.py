"""Keep the yearly figures of the département.

The observatory owes them to the assembly, the State and the ONPE; what is not known has no row, so that it is never zero.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "figure_year",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_figure_year_year_of_this_century")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_year")),
        sa.UniqueConstraint("year", name=op.f("uq_figure_year_year")),
    )
    op.create_table(
        "figure_table",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "checked",
                "published",
                name="figurestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["year_id"], ["figure_year.id"], name=op.f("fk_figure_table_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_table")),
        sa.UniqueConstraint("year_id", "code", name=op.f("uq_figure_table_year_id_code")),
    )
    op.create_table(
        "figure",
        sa.Column("table_id", sa.Uuid(), nullable=False),
        sa.Column("row_code", sa.String(), nullable=False),
        sa.Column("column_code", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_figure_counts_somebody_or_nobody")),
        sa.ForeignKeyConstraint(["table_id"], ["figure_table.id"], name=op.f("fk_figure_table_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("table_id", "row_code", "column_code", name=op.f("pk_figure")),
    )
    op.create_table(
        "figure_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("earlier", sa.JSON(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.CheckConstraint("number = 1 OR reason <> ''", name=op.f("ck_figure_release_correction_says_why")),
        sa.ForeignKeyConstraint(["year_id"], ["figure_year.id"], name=op.f("fk_figure_release_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_release")),
        sa.UniqueConstraint("year_id", "number", name=op.f("uq_figure_release_year_id_number")),
    )


def downgrade() -> None:
    for table in ("figure_release", "figure", "figure_table", "figure_year"):
        op.drop_table(table)
