"""Tell paper sheets apart, keep what young people have not seen yet."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
