"""Keep mandates, sessions, topics and working groups of the council."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
