"""One operation at a vendor belongs to one attempt.

Of attempts that share one, the first keeps it. The others lose it, and then say what is true: nobody knows which
operation is theirs. The job's events still tell what the vendor had answered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    attempt = sa.table(
        "footage_attempt",
        sa.column("id", sa.Integer()),
        sa.column("backend", sa.String()),
        sa.column("operation_id", sa.String()),
    )
    first = sa.select(sa.func.min(attempt.c.id)).where(attempt.c.operation_id.is_not(None))
    first = first.group_by(attempt.c.backend, attempt.c.operation_id)
    op.execute(sa.update(attempt).where(attempt.c.id.not_in(first)).values(operation_id=None))
    op.create_index("uq_footage_attempt_operation", "footage_attempt", ["backend", "operation_id"], unique=True)
