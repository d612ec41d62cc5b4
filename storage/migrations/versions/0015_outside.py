"""What is seen from outside, and what goes outside: traces, publications, sounds, takes."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Each part adds what it keeps in a function of its own."""
    _trace()
    _publications()
    _window()


def _trace() -> None:
    """The trace of the call that placed a job, for whichever process runs it."""
    op.add_column("footage_job", sa.Column("trace", sa.String(), nullable=False, server_default=""))


def _publications() -> None:
    """Which film was sent where, and the accounts that films are sent to."""
    op.create_table(
        "footage_posting",
        sa.Column("job_id", sa.String(), sa.ForeignKey("footage_job.id"), primary_key=True),
        sa.Column("org_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("film_sha256", sa.String(), nullable=False),
        sa.Column("once", sa.String(), nullable=True, unique=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=True),
        sa.Column("remote_id", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("error", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_footage_posting_team_id", "footage_posting", ["team_id"])
    op.create_table(
        "footage_outlet_account",
        sa.Column("team_id", sa.String(), primary_key=True),
        sa.Column("target", sa.String(), primary_key=True),
        sa.Column("account", sa.String(), primary_key=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("connected_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
    )


def _window() -> None:
    """How old code may be that works with this schema; a migration that takes something away raises it."""
    window = op.create_table(
        "footage_schema_window",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("oldest", sa.String(), nullable=False),
    )
    op.bulk_insert(window, [{"id": 1, "oldest": "0014"}])
