"""The register of schools, and the turns of conversations in the chat."""

import sqlalchemy as sa
from alembic import op

revision = "0003_register"
down_revision = "0002_enquiries"

MOMENT = sa.DateTime(timezone=True)
LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("schools", "turns")


def upgrade() -> None:
    """Make the tables."""
    _create_schools()
    _create_turns()


def downgrade() -> None:
    """Drop the tables and what they hold."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_schools() -> None:
    op.create_table(
        "schools",
        sa.Column("urn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_key", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=16), nullable=False),
        sa.Column("postcode_key", sa.String(length=16), nullable=False),
        sa.Column("district", sa.String(length=120), nullable=False),
        sa.Column("authority", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("urn", name="pk_schools"),
    )
    op.create_index("ix_schools_is_open_name_key", "schools", ["is_open", "name_key"])
    op.create_index("ix_schools_postcode_key", "schools", ["postcode_key"])


def _create_turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", LONG, nullable=False),
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reply", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.UniqueConstraint("conversation", "key", name="uq_turns_conversation_key"),
    )
    op.create_index("ix_turns_at", "turns", ["at"])
