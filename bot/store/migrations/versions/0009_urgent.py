"""Of whom the urgency guard has heard, in what an asker wrote, that they may be at risk."""

import sqlalchemy as sa
from alembic import op

revision = "0009_urgent"
down_revision = "0008_opinions"

TABLES = ("enquiries", "messages")


def upgrade() -> None:
    """Make the columns."""
    for table in TABLES:
        op.add_column(table, sa.Column("urgent", sa.String(length=16), nullable=True))


def downgrade() -> None:
    """Drop them: the marks are lost."""
    for table in reversed(TABLES):
        op.drop_column(table, "urgent")
