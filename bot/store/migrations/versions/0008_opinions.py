"""What people say of the use of answers."""

import sqlalchemy as sa
from alembic import op

revision = "0008_opinions"
down_revision = "0007_work"

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "opinions",
        sa.Column("id", LONG, nullable=False),
        sa.Column("conversation", sa.String(length=64), nullable=True),
        sa.Column("key", sa.String(length=160), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=True),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_opinions"),
        sa.UniqueConstraint("conversation", "key", name="uq_opinions_conversation_key"),
    )
    op.create_index("ix_opinions_at", "opinions", ["at"])
    op.create_index("ix_opinions_day", "opinions", ["day"])


def downgrade() -> None:
    """Drop it and what it holds."""
    op.drop_table("opinions")
