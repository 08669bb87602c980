"""When the assistant was stopped, why and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0005_stops"
down_revision = "0004_sealed"

MOMENT = sa.DateTime(timezone=True)
LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "stops",
        sa.Column("id", LONG, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stopped_at", MOMENT, nullable=False),
        sa.Column("stopped_by", sa.Integer(), nullable=True),
        sa.Column("resumed_at", MOMENT, nullable=True),
        sa.Column("resumed_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_stops"),
        sa.ForeignKeyConstraint(
            ["stopped_by"], ["accounts.id"], name="fk_stops_stopped_by_accounts"
        ),
        sa.ForeignKeyConstraint(
            ["resumed_by"], ["accounts.id"], name="fk_stops_resumed_by_accounts"
        ),
    )


def downgrade() -> None:
    """Drop the table and what it holds."""
    op.drop_table("stops")
