"""Teams that call over HTTP."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    _keys()


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
