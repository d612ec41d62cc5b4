"""Whose jobs and quotes are; those that are there are the local caller's."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

OWNER = ("org_id", "team_id", "key_id", "subject")


def upgrade() -> None:
    # The default stays: while processes are replaced one by one, the old ones go on writing rows without these columns.
    with op.batch_alter_table("footage_job") as job:
        for name in OWNER:
            job.add_column(sa.Column(name, sa.String(), nullable=False, server_default="local"))
        job.drop_constraint("uq_footage_job_idempotency", type_="unique")
        job.create_unique_constraint("uq_footage_job_idempotency", ["team_id", "tool", "idempotency_key"])
        job.drop_index("ix_footage_job_created")
        job.create_index("ix_footage_job_team_created", ["team_id", "created_at"])
    with op.batch_alter_table("footage_approval") as approval:
        for name in OWNER:
            approval.add_column(sa.Column(name, sa.String(), nullable=False, server_default="local"))
