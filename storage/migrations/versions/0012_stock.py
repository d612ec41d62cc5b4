"""Real footage: what sites answered, how often they may be asked, and which clip is in which film."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "footage_stock_answer",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_footage_stock_answer_until", "footage_stock_answer", ["until"])
    op.create_table(
        "footage_stock_account",
        sa.Column("account", sa.String(), primary_key=True),
        sa.Column("turns", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("paused_until", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
    )
    op.create_table(
        "footage_stock_clip",
        sa.Column("attempt_key", sa.String(), primary_key=True),
        sa.Column("job_id", sa.String(), sa.ForeignKey("footage_job.id"), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("clip", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_footage_stock_clip_job_id", "footage_stock_clip", ["job_id"])
    op.create_index("ix_footage_stock_clip_team_at", "footage_stock_clip", ["team_id", "at"])
