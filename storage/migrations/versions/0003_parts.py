"""Films made of parts: which part an attempt makes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("footage_attempt") as attempt:
        attempt.add_column(sa.Column("part", sa.String(), nullable=False, server_default=""))
