"""More faces: agents that call by A2A, and the studio that people open in a browser."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    _a2a()
    _drafts()
    _studio()


def _a2a() -> None:
    """What agents asked for, which of their messages have come, and where they want to be told."""
    op.create_table(
        "footage_agent_task",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("context_id", sa.String(), nullable=False),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("status_at", sa.DateTime(), nullable=False),
        sa.Column("asked_until", sa.DateTime(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("quote_id", sa.String(), nullable=True),
        sa.Column("error", sa.JSON(), nullable=True),
        sa.Column("job_id", sa.String(), sa.ForeignKey("footage_job.id"), nullable=True),
        sa.Column("history", sa.JSON(), nullable=False),
    )
    op.create_index("ix_footage_agent_task_team_status", "footage_agent_task", ["team_id", "status_at", "id"])
    for column in ("context_id", "quote_id", "job_id"):
        op.create_index(f"ix_footage_agent_task_{column}", "footage_agent_task", [column])
    op.create_table(
        "footage_agent_claim",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "footage_agent_push",
        sa.Column("task_id", sa.String(), sa.ForeignKey("footage_agent_task.id"), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("credentials", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("told_state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
    )
    op.create_index("ix_footage_agent_push_next_at", "footage_agent_push", ["next_at"])


def _drafts() -> None:
    """Films that people direct before anything is made, and the steps in which they changed."""
    op.create_table(
        "footage_studio_draft",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("tool", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("jobs", sa.JSON(), nullable=False),
        sa.Column("picked", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
    )
    op.create_index("ix_footage_studio_draft_team_changed", "footage_studio_draft", ["team_id", "changed_at"])
    op.create_table(
        "footage_studio_draft_step",
        sa.Column("draft_id", sa.String(), sa.ForeignKey("footage_studio_draft.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )


def _studio() -> None:
    """Who has it open, and what a quote is for, so that a person can say yes to it there."""
    op.create_table(
        "footage_studio_session",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("link_hash", sa.String(), nullable=True, unique=True),
        sa.Column("hash", sa.String(), nullable=True, unique=True),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_footage_studio_session_team_id", "footage_studio_session", ["team_id"])
    op.add_column("footage_approval", sa.Column("asked", sa.JSON(), nullable=True))
