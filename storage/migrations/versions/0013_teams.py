"""Teams that call over HTTP."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    _keys()
    _caps()
    _files()


def _keys() -> None:
    """Who may call, how far, and what they did."""
    op.create_table(
        "footage_team",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "footage_key",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=True),
        sa.Column("previous_until", sa.DateTime(), nullable=True),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), sa.ForeignKey("footage_team.id"), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("buckets", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("used_at", sa.DateTime(), nullable=True),
    )
    op.create_index("ix_footage_key_team_id", "footage_key", ["team_id"])
    op.create_table(
        "footage_audit",
        sa.Column("at", sa.DateTime(), primary_key=True),
        sa.Column("event", sa.String(), primary_key=True),
        sa.Column("team_id", sa.String(), primary_key=True),
        sa.Column("key_id", sa.String(), primary_key=True),
        sa.Column("subject", sa.String(), primary_key=True),
        sa.Column("tool", sa.String(), primary_key=True),
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
    )
    op.add_column("footage_job", sa.Column("limits", sa.JSON(), nullable=True))


def _caps() -> None:
    """What may be spent, how often work may be placed, and messages about it."""
    op.create_table(
        "footage_cap",
        sa.Column("scope", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("unit", sa.String(), primary_key=True),
        sa.Column("period", sa.String(), primary_key=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    # Balances are sums of the ledger, made when they are first asked for: there is nothing to carry over.
    op.create_table(
        "footage_balance",
        sa.Column("scope", sa.String(), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("period", sa.String(), primary_key=True),
        sa.Column("period_start", sa.DateTime(), primary_key=True),
        sa.Column("period_end", sa.DateTime(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("warned", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table("footage_folded", sa.Column("ledger_id", sa.Integer(), primary_key=True, autoincrement=False))
    op.create_table(
        "footage_rate",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("next_us", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "footage_outgoing",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
    )
    op.create_index("ix_footage_outgoing_next_at", "footage_outgoing", ["next_at"])
    # The default stays: while processes are replaced one by one, the old ones go on writing rows without this column.
    op.add_column("footage_job", sa.Column("tag", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_footage_job_status_team", "footage_job", ["status", "team_id"])


def _files() -> None:
    """Addresses of films, and files that callers bring."""
    op.create_table(
        "footage_secret",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "footage_publication",
        sa.Column("token", sa.String(), primary_key=True),
        sa.Column("job_id", sa.String(), sa.ForeignKey("footage_job.id"), nullable=False, unique=True),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "footage_upload",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
    )
    op.create_index("ix_footage_upload_expires_at", "footage_upload", ["expires_at"])
    op.create_index("ix_footage_upload_team_expires", "footage_upload", ["team_id", "expires_at"])
