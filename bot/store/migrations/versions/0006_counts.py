"""What the report of the board counts: replies of the assistant, times to answer, reopenings."""

import sqlalchemy as sa
from alembic import op

revision = "0006_counts"
down_revision = "0005_stops"

# How often each enquiry was opened again before this was counted, which the audit knows.
REOPENED = """
UPDATE enquiries SET reopenings = (
    SELECT count(*) FROM audit
    WHERE subject = 'enquiry' AND subject_id = CAST(enquiries.id AS VARCHAR(64))
        AND action = 'reopen'
)
"""
REPORT = "ix_enquiries_received_at_area_topic"
UNMEASURED = "ix_enquiries_answer_minutes_first_replied_at"


def upgrade() -> None:
    """Make the table, the columns and what finds them fast."""
    op.create_table(
        "reply_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "outcome", name="pk_reply_counts"),
    )
    op.add_column("enquiries", sa.Column("answer_minutes", sa.Integer(), nullable=True))
    reopenings = sa.Column("reopenings", sa.Integer(), nullable=False, server_default="0")
    op.add_column("enquiries", reopenings)
    op.execute(REOPENED)
    columns = ["received_at", "area", "topic", "answer_minutes", "reopenings"]
    op.create_index(REPORT, "enquiries", columns)
    op.create_index(UNMEASURED, "enquiries", ["answer_minutes", "first_replied_at"])
    op.create_index("ix_audit_actor_number", "audit", ["actor", "number"])


def downgrade() -> None:
    """Drop them and what they hold."""
    op.drop_index("ix_audit_actor_number", "audit")
    op.drop_index(UNMEASURED, "enquiries")
    op.drop_index(REPORT, "enquiries")
    op.drop_column("enquiries", "reopenings")
    op.drop_column("enquiries", "answer_minutes")
    op.drop_table("reply_counts")
