"""By which measure the quality of what an attempt made was measured.

Scores that are there are of the first measure, in which films that looked ruined could score 1.0: they stay without a
name and are never set against newer ones.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("footage_attempt", sa.Column("measure", sa.String(), nullable=True))
