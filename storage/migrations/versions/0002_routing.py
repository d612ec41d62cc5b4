"""What routing remembers: accounts, waits and quality of attempts, health of vendors; approvals and cached texts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("footage_attempt") as attempt:
        attempt.add_column(sa.Column("vendor", sa.String(), nullable=False, server_default=""))
        attempt.add_column(sa.Column("expected_s", sa.Float()))
        attempt.add_column(sa.Column("quality", sa.Float()))
        attempt.create_index("ix_footage_attempt_vendor_state", ["vendor", "state"])
    op.create_index("ix_footage_job_request", "footage_job", ["tool", "request_hash"])
    op.create_table(
        "footage_health",
        sa.Column("vendor", sa.String(), primary_key=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("successes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime()),
        sa.Column("probing_at", sa.DateTime()),
    )
    op.create_table(
        "footage_approval",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("amount_microusd", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime()),
    )
    op.create_table(
        "footage_text",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
