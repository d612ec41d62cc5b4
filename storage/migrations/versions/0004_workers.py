"""Who has devices to make films on."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "footage_worker",
        sa.Column("slot", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("devices", sa.JSON(), nullable=False),
        sa.Column("backends", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
    )
