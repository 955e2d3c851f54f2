"""Keep what staff showed before reading: a certificate that somebody checked, and printed one-time codes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # Added in place: a copy of the table would take with it what hangs on each member of staff.
    op.add_column("staff", sa.Column("certificate_checked_on", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE staff ADD COLUMN certificate_checked_by VARCHAR CONSTRAINT ck_staff_certificate_has_checker"
        " CHECK ((certificate_checked_on IS NULL) = (certificate_checked_by IS NULL))"
    )
    op.create_table(
        "printed_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_printed_code_staff_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_printed_code")),
    )
    with op.batch_alter_table("printed_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_printed_code_staff_id"), ["staff_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("printed_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_printed_code_staff_id"))
    op.drop_table("printed_code")
    op.drop_column("staff", "certificate_checked_by")
    op.drop_column("staff", "certificate_checked_on")
