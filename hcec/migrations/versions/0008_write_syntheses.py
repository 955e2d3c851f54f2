"""Keep the sections, asks and reviews of a synthesis, and the population figures."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
