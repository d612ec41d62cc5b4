"""Who asks a model what at the moment."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "footage_asking",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("job_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
