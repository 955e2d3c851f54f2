"""Measure the contract by indicators of its own; say in which plenary a proposition was adopted."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "contract_indicator",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("baseline", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["state_contract.id"], name=op.f("fk_contract_indicator_contract_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_indicator")),
        sa.UniqueConstraint("contract_id", "name", name=op.f("uq_contract_indicator_contract_id_name")),
    )
    op.create_table(
        "contract_indicator_year",
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "target IS NOT NULL OR value IS NOT NULL", name=op.f("ck_contract_indicator_year_says_something")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["contract_indicator.id"],
            name=op.f("fk_contract_indicator_year_indicator_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("indicator_id", "year", name=op.f("pk_contract_indicator_year")),
    )
    op.create_table(
        "proposal_plenary",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_plenary_proposal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["council_session.id"], name=op.f("fk_proposal_plenary_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_proposal_plenary")),
    )
    op.create_index(op.f("ix_proposal_plenary_session_id"), "proposal_plenary", ["session_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_proposal_plenary_session_id"), table_name="proposal_plenary")
    op.drop_table("proposal_plenary")
    op.drop_table("contract_indicator_year")
    op.drop_table("contract_indicator")
