"""For which alarms retakes are bought, and what was learned of each kind of alarm from what came of them.

Retakes that are there teach nothing: it is not known for which alarms they were bought.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "footage_alarm",
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("bought", sa.Integer(), nullable=False),
        sa.Column("in_vain", sa.Integer(), nullable=False),
        sa.Column("factor", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.add_column("footage_retake", sa.Column("causes", sa.JSON(), nullable=True))
    # The default stays: while processes are replaced one by one, the old ones go on writing rows without this column.
    op.add_column("footage_retake", sa.Column("learned", sa.Boolean(), nullable=False, server_default=sa.false()))
