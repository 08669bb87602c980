"""The secrets of second factors are kept sealed; the deployment's secret, not the store, opens."""

import sqlalchemy as sa
from alembic import context, op

revision = "0004_sealed"
down_revision = "0003_register"


def upgrade() -> None:
    """Seal each secret that stands there openly.

    Raises RuntimeError where there are some and :func:`bot.store.schema.upgrade` has no seal.
    """
    seal = context.config.attributes.get("seal")
    accounts = _accounts("totp_secret")
    secrets = sa.select(accounts).where(accounts.c.totp_secret.is_not(None))
    for account_id, secret in op.get_bind().execute(secrets).all():
        if seal is None:
            raise RuntimeError("second factors cannot be sealed without the deployment's secret")
        own = sa.update(accounts).where(accounts.c.id == account_id)
        op.execute(own.values(totp_secret=seal(account_id, secret)))
    op.execute("ALTER TABLE accounts RENAME COLUMN totp_secret TO totp_sealed")


def downgrade() -> None:
    """Forget the second factors, which cannot be opened here; the next sign-in sets up others."""
    accounts = _accounts("totp_sealed", "totp_confirmed_at", "totp_step")
    op.execute(sa.update(accounts).values(totp_sealed=None, totp_confirmed_at=None, totp_step=None))
    op.execute("DELETE FROM recovery_codes")
    op.execute("ALTER TABLE accounts RENAME COLUMN totp_sealed TO totp_secret")


def _accounts(*columns: str) -> sa.TableClause:
    return sa.table("accounts", sa.column("id"), *map(sa.column, columns))
