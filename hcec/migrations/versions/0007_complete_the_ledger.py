"""Freeze what may be quoted, declare crossings, keep editions of the idea box."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
