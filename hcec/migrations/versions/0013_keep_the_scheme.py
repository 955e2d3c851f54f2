"""Keep the schéma départemental and the contract with the State."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "commitment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("charter", "protocol", name="commitmentkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("parties", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "signed",
                "in_review",
                "ended",
                name="commitmentstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("review_due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state = 'draft' OR signed_on IS NOT NULL", name=op.f("ck_commitment_signed_has_day")),
        sa.CheckConstraint(
            "review_due_on IS NULL OR signed_on IS NULL OR review_due_on >= signed_on",
            name=op.f("ck_commitment_review_later"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    op.create_table(
        "scheme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_year >= from_year", name=op.f("ck_scheme_ends_after_it_starts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme")),
    )
    op.create_table(
        "scheme_axis",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_scheme_axis_number_is_positive")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_scheme_axis_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_axis")),
        sa.UniqueConstraint("scheme_id", "number", name=op.f("uq_scheme_axis_scheme_id_number")),
    )
    op.create_table(
        "state_contract",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_year >= from_year", name=op.f("ck_state_contract_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_state_contract_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_contract")),
    )
    op.create_table(
        "contract_criterion",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column(
            "criterion",
            sa.Enum(
                "needs",
                "prevention",
                "care",
                "innovation",
                "territory",
                name="criterion",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["state_contract.id"], name=op.f("fk_contract_criterion_contract_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contract_id", "criterion", name=op.f("pk_contract_criterion")),
    )
    op.create_table(
        "contract_deadline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["state_contract.id"], name=op.f("fk_contract_deadline_contract_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_deadline")),
    )
    op.create_index(op.f("ix_contract_deadline_contract_id"), "contract_deadline", ["contract_id"], unique=False)
    op.create_table(
        "contract_evaluation",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("achieved", sa.String(), nullable=False),
        sa.Column("difficulties", sa.String(), nullable=False),
        sa.Column("next_steps", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["state_contract.id"], name=op.f("fk_contract_evaluation_contract_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contract_id", "year", name=op.f("pk_contract_evaluation")),
    )
    op.create_table(
        "contract_signature",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column(
            "signatory",
            sa.Enum(
                "department",
                "prefect",
                "health_agency",
                name="signatory",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["state_contract.id"], name=op.f("fk_contract_signature_contract_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contract_id", "signatory", name=op.f("pk_contract_signature")),
    )
    op.create_table(
        "scheme_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("axis_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("pilot", sa.String(), nullable=False),
        sa.Column("partners", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "under_way",
                "done",
                "late",
                "given_up",
                name="actionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("engagements", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_scheme_action_number_is_positive")),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_scheme_action_ends_after_it_starts"),
        ),
        sa.ForeignKeyConstraint(["axis_id"], ["scheme_axis.id"], name=op.f("fk_scheme_action_axis_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_action")),
        sa.UniqueConstraint("axis_id", "number", name=op.f("uq_scheme_action_axis_id_number")),
    )
    op.create_table(
        "contract_funding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "state",
                "health_fund",
                "health_insurance",
                "department",
                "other",
                name="fundingsource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("committed", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "planned >= 0 AND committed >= 0 AND paid >= 0", name=op.f("ck_contract_funding_no_negative_sum")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["scheme_action.id"], name=op.f("fk_contract_funding_action_id")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["state_contract.id"], name=op.f("fk_contract_funding_contract_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_funding")),
        sa.UniqueConstraint(
            "contract_id",
            "action_id",
            "year",
            "source",
            name=op.f("uq_contract_funding_contract_id_action_id_year_source"),
        ),
    )
    op.create_index(op.f("ix_contract_funding_action_id"), "contract_funding", ["action_id"], unique=False)
    op.create_table(
        "scheme_action_group",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["scheme_action.id"], name=op.f("fk_scheme_action_group_action_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["working_group.id"], name=op.f("fk_scheme_action_group_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("action_id", "group_id", name=op.f("pk_scheme_action_group")),
    )
    op.create_table(
        "scheme_action_review",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "under_way",
                "done",
                "late",
                "given_up",
                name="actionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["scheme_action.id"], name=op.f("fk_scheme_action_review_action_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("action_id", "year", name=op.f("pk_scheme_action_review")),
    )
    op.create_table(
        "scheme_indicator",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("baseline", sa.BigInteger(), nullable=True),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["scheme_action.id"], name=op.f("fk_scheme_indicator_action_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_indicator")),
        sa.UniqueConstraint("action_id", "name", name=op.f("uq_scheme_indicator_action_id_name")),
    )
    op.create_table(
        "indicator_value",
        sa.Column("indicator_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["scheme_indicator.id"], name=op.f("fk_indicator_value_indicator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("indicator_id", "year", name=op.f("pk_indicator_value")),
    )
    op.create_table(
        "scheme_action_release",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["scheme_action.id"], name=op.f("fk_scheme_action_release_action_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_scheme_action_release_release_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("action_id", "release_id", name=op.f("pk_scheme_action_release")),
    )
    op.create_table(
        "scheme_action_proposal",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["scheme_action.id"], name=op.f("fk_scheme_action_proposal_action_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_scheme_action_proposal_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("action_id", "proposal_id", name=op.f("pk_scheme_action_proposal")),
    )


def downgrade() -> None:
    for table in (
        "scheme_action_proposal",
        "scheme_action_release",
        "indicator_value",
        "scheme_indicator",
        "scheme_action_review",
        "scheme_action_group",
        "contract_funding",
        "scheme_action",
        "contract_signature",
        "contract_evaluation",
        "contract_deadline",
        "contract_criterion",
        "state_contract",
        "scheme_axis",
        "scheme",
        "commitment",
    ):
        op.drop_table(table)
