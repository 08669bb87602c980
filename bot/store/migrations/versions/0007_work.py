"""Search, presence, saved views and replies, choices; alarms, digests and enquiries that follow."""

import sqlalchemy as sa
from alembic import op

from bot.search import kept_words

revision = "0007_work"
down_revision = "0006_counts"

MOMENT = sa.DateTime(timezone=True)
LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("enquiry_words", "looking", "saved_views", "saved_replies", "choices")
ALARMS = ("warned_for", "alarmed_for", "escalated_for")


def upgrade() -> None:
    """Make the tables and columns, and index what is there already."""
    for name in ALARMS:
        op.add_column("enquiries", sa.Column(name, MOMENT, nullable=True))
    op.add_column("enquiries", sa.Column("follows_id", LONG, nullable=True))
    op.create_index("ix_enquiries_follows_id", "enquiries", ["follows_id"])
    with op.batch_alter_table("mails") as mails:
        mails.alter_column("enquiry_id", existing_type=LONG, nullable=True)
        mails.add_column(sa.Column("listed", sa.JSON(), nullable=True))
    _create_enquiry_words()
    _create_looking()
    _create_saved()
    _create_choices()
    _fill_enquiry_words()


def downgrade() -> None:
    """Drop them and what they hold; a digest is about no enquiry, so it goes too."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("DELETE FROM mails WHERE enquiry_id IS NULL")
    with op.batch_alter_table("mails") as mails:
        mails.drop_column("listed")
        mails.alter_column("enquiry_id", existing_type=LONG, nullable=False)
    op.drop_index("ix_enquiries_follows_id", "enquiries")
    for name in ("follows_id", *reversed(ALARMS)):
        op.drop_column("enquiries", name)


def _create_enquiry_words() -> None:
    op.create_table(
        "enquiry_words",
        sa.Column("enquiry_id", LONG, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("setting", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enquiry_id"],
            ["enquiries.id"],
            name="fk_enquiry_words_enquiry_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enquiry_id", name="pk_enquiry_words"),
    )


def _create_looking() -> None:
    op.create_table(
        "looking",
        sa.Column("enquiry_id", LONG, autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _of_account("looking"),
        sa.ForeignKeyConstraint(
            ["enquiry_id"], ["enquiries.id"], name="fk_looking_enquiry_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enquiry_id", "account_id", name="pk_looking"),
    )
    op.create_index("ix_looking_account_id", "looking", ["account_id"])


def _create_saved() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        _of_account("saved_views"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
    )
    op.create_table(
        "saved_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        _of_account("saved_replies"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_replies"),
    )
    for table in ("saved_views", "saved_replies"):
        op.create_index(f"ix_{table}_account_id", table, ["account_id"])


def _create_choices() -> None:
    kinds = ("due_soon", "overdue", "digest", "shortcuts")
    op.create_table(
        "choices",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(kind, sa.Boolean(), nullable=False) for kind in kinds),
        _of_account("choices"),
        sa.PrimaryKeyConstraint("account_id", name="pk_choices"),
    )


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_account_id"
    return sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=name, ondelete="CASCADE")


def _fill_enquiry_words() -> None:
    """Index the enquiries of before, as :mod:`bot.store.search` does it for new ones."""
    asked = ("id", "reference", "name", "role", "setting", "place", "email", "phone")
    enquiries = sa.table("enquiries", *map(sa.column, asked))
    messages = sa.table("messages", *map(sa.column, ("enquiry_id", "author_name", "text")))
    rows = sa.table("enquiry_words", *map(sa.column, ("enquiry_id", "words", "person", "setting")))
    connection = op.get_bind()
    for one in connection.execute(sa.select(enquiries)).all():
        written = connection.execute(sa.select(messages).where(messages.c.enquiry_id == one.id))
        said = [(message.author_name, message.text) for message in written]
        person = [one.name, one.email or "", one.phone or "", *(name for name, _ in said)]
        setting = [one.setting, one.place]
        every = [one.reference, one.reference.replace("-", ""), one.role, *person, *setting]
        words = {
            "enquiry_id": one.id,
            "words": kept_words([*every, *(text for _, text in said)]),
            "person": kept_words(person),
            "setting": kept_words(setting),
        }
        connection.execute(sa.insert(rows).values(words))
