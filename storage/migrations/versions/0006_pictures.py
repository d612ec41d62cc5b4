"""Pictures that jobs on other machines start from."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "footage_picture",
        sa.Column("job_id", sa.String(), sa.ForeignKey("footage_job.id"), primary_key=True),
        sa.Column("path", sa.String(), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
