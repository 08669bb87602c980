"""Enquiries with their messages, copied conversation, audit and mail."""

import sqlalchemy as sa
from alembic import op

revision = "0002_enquiries"
down_revision = "0001_desk"

MOMENT = sa.DateTime(timezone=True)
LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("enquiries", "messages", "copied_turns", "mails", "audit", "audit_head")


def upgrade() -> None:
    """Make the tables."""
    _create_enquiries()
    _index_enquiries()
    _create_messages()
    _create_copied_turns()
    _create_mails()
    _create_audit()
    _create_audit_head()
    _begin_audit()


def downgrade() -> None:
    """Drop the tables and what they hold."""
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _create_enquiries() -> None:
    op.create_table(
        "enquiries",
        sa.Column("id", LONG, nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("conversation", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("first_replied_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("area", sa.String(length=64), nullable=True),
        sa.Column("district", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("owner_email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("setting", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("topic", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name="fk_enquiries_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_enquiries"),
        sa.UniqueConstraint("key", name="uq_enquiries_key"),
        sa.UniqueConstraint("reference", name="uq_enquiries_reference"),
    )


def _index_enquiries() -> None:
    op.create_index("ix_enquiries_area_status_due_at", "enquiries", ["area", "status", "due_at"])
    op.create_index("ix_enquiries_conversation", "enquiries", ["conversation"])
    op.create_index("ix_enquiries_email", "enquiries", ["email"])
    op.create_index("ix_enquiries_owner_id", "enquiries", ["owner_id"])
    op.create_index("ix_enquiries_received_at", "enquiries", ["received_at"])
    op.create_index("ix_enquiries_status_due_at", "enquiries", ["status", "due_at"])


def _create_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", LONG, nullable=False),
        sa.Column("enquiry_id", LONG, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name="fk_messages_author_id"),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiries.id"], name="fk_messages_enquiry_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("key", name="uq_messages_key"),
    )
    op.create_index("ix_messages_author_id", "messages", ["author_id"])
    op.create_index("ix_messages_enquiry_id", "messages", ["enquiry_id"])


def _create_copied_turns() -> None:
    op.create_table(
        "copied_turns",
        sa.Column("enquiry_id", LONG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("answered", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiries.id"], name="fk_copied_turns_enquiry_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enquiry_id", "position", name="pk_copied_turns"),
    )


def _create_mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", LONG, nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("recipient_name", sa.String(length=200), nullable=False),
        sa.Column("enquiry_id", LONG, nullable=False),
        sa.Column("carries", LONG, nullable=True),
        sa.Column("message_id", sa.String(length=254), nullable=True),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("dead_at", MOMENT, nullable=True),
        sa.Column("failure", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["carries"], ["messages.id"], name="fk_mails_carries", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiries.id"], name="fk_mails_enquiry_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("event", name="uq_mails_event"),
        sa.UniqueConstraint("message_id", name="uq_mails_message_id"),
    )
    op.create_index("ix_mails_carries", "mails", ["carries"])
    op.create_index("ix_mails_dead_at", "mails", ["dead_at"])
    op.create_index("ix_mails_enquiry_id", "mails", ["enquiry_id"])
    op.create_index("ix_mails_next_try_at", "mails", ["next_try_at"])


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", LONG, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_index("ix_audit_subject_subject_id", "audit", ["subject", "subject_id"])


def _create_audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", LONG, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("from_number", LONG, nullable=False),
        sa.Column("from_hash", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )


def _begin_audit() -> None:
    """The empty chain, and a guard in the database itself: a row is never changed."""
    op.execute(
        "INSERT INTO audit_head (id, number, hash, from_number, from_hash, signature)"
        " VALUES (1, 0, '', 0, '', '')"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'audit rows are append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    else:
        op.execute(
            "CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit"
            " BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END"
        )
