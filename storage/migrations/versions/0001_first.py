"""Jobs, attempts, the ledger and job events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "footage_job",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("queue", sa.String(), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("request_hash", sa.String(), nullable=False),
        sa.Column("idempotency_key", sa.String()),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("route", sa.JSON()),
        sa.Column("cost", sa.JSON()),
        sa.Column("result", sa.JSON()),
        sa.Column("error", sa.JSON()),
        sa.Column("max_cost_microusd", sa.BigInteger()),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime()),
        sa.UniqueConstraint("tool", "idempotency_key", name="uq_footage_job_idempotency"),
    )
    op.create_index("ix_footage_job_created", "footage_job", ["created_at"])
    op.create_table(
        "footage_ledger",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("job_id", sa.String(), sa.ForeignKey("footage_job.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount_microusd", sa.BigInteger(), nullable=False),
        sa.Column("backend", sa.String()),
        sa.Column("resolves_id", sa.Integer(), sa.ForeignKey("footage_ledger.id")),
        sa.Column("about_id", sa.Integer(), sa.ForeignKey("footage_ledger.id")),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("resolves_id", name="uq_footage_ledger_one_resolution"),
    )
    op.create_index("ix_footage_ledger_job_id", "footage_ledger", ["job_id"])
    op.create_index("ix_footage_ledger_kind_at", "footage_ledger", ["kind", "at", "amount_microusd"])
    op.create_table(
        "footage_open_hold",
        sa.Column("hold_id", sa.Integer(), sa.ForeignKey("footage_ledger.id"), primary_key=True, autoincrement=False),
        sa.Column("job_id", sa.String(), sa.ForeignKey("footage_job.id"), nullable=False),
        sa.Column("amount_microusd", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_footage_open_hold_job_id", "footage_open_hold", ["job_id"])
    op.create_table(
        "footage_attempt",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("job_id", sa.String(), sa.ForeignKey("footage_job.id"), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("backend", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False, unique=True),
        sa.Column("request_hash", sa.String(), nullable=False),
        sa.Column("hold_id", sa.Integer(), sa.ForeignKey("footage_ledger.id"), nullable=False),
        sa.Column("quoted_microusd", sa.BigInteger(), nullable=False),
        sa.Column("operation_id", sa.String()),
        sa.Column("cost_microusd", sa.BigInteger()),
        sa.Column("error_code", sa.String()),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
        sa.UniqueConstraint("job_id", "n", name="uq_footage_attempt_n"),
    )
    op.create_index("ix_footage_attempt_job_id", "footage_attempt", ["job_id"])
    op.create_table(
        "footage_job_event",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("job_id", sa.String(), sa.ForeignKey("footage_job.id"), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
    )
    op.create_index("ix_footage_job_event_job_id", "footage_job_event", ["job_id"])
