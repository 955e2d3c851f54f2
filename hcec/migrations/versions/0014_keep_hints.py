"""Keep what a language model proposed to hide, sealed beside the words it was read from."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    # In place: a copy of the table would take its circles and decisions with it (ON DELETE CASCADE).
    op.add_column("testimony", sa.Column("hints_box", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("testimony", "hints_box")
