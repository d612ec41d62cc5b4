"""Whether a call pays for mending, and which stretches are made anew, in columns of their own.

Both were told before: by a key among what a job costs, and by the names of attempts.
"""

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_NAMED = re.compile(r"(?:(.*) )?try (\d+) (between|onward|ending|again) ([\d.]+)-([\d.]+) s in ([\d.]+) s")
_OPEN = ("queued", "working")


def upgrade() -> None:
    op.add_column("footage_job", sa.Column("pays_for_mending", sa.Boolean(), nullable=False, server_default=sa.false()))
    retake = op.create_table(
        "footage_retake",
        sa.Column("job_id", sa.String(), sa.ForeignKey("footage_job.id"), primary_key=True),
        sa.Column("part", sa.String(), primary_key=True),
        sa.Column("n", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("start_s", sa.Float(), nullable=False),
        sa.Column("end_s", sa.Float(), nullable=False),
        sa.Column("clip_s", sa.Float(), nullable=False),
        sa.Column("cost_microusd", sa.BigInteger(), nullable=False),
    )
    _carry_over(op.get_bind(), retake)


def _carry_over(connection: sa.Connection, retake: sa.Table) -> None:
    """What jobs that are not done yet have told."""
    open_jobs = sa.text("SELECT id, cost FROM footage_job WHERE status IN :open AND cost IS NOT NULL")
    for job_id, cost in connection.execute(open_jobs.bindparams(sa.bindparam("open", _OPEN, expanding=True))).all():
        told = json.loads(cost) if isinstance(cost, str) else cost
        if (told or {}).get("max_cost_usd") is not None:
            pays = sa.text("UPDATE footage_job SET pays_for_mending = :yes WHERE id = :job_id")
            connection.execute(pays, {"yes": True, "job_id": job_id})
    attempts = sa.text(
        "SELECT a.job_id, a.part, a.quoted_microusd FROM footage_attempt a JOIN footage_job j ON j.id = a.job_id "
        "WHERE j.status IN :open AND a.part LIKE '%try %' ORDER BY a.id"
    )
    rows: dict[tuple[str, str, int], dict[str, object]] = {}
    for job_id, part, cost in connection.execute(
        attempts.bindparams(sa.bindparam("open", _OPEN, expanding=True))
    ).all():
        if named := _NAMED.fullmatch(part):
            of, n, way, start_s, end_s, clip_s = named.groups()
            rows[job_id, of or "", int(n)] = {
                "job_id": job_id,
                "part": of or "",
                "n": int(n),
                "way": way,
                "start_s": float(start_s),
                "end_s": float(end_s),
                "clip_s": float(clip_s),
                "cost_microusd": cost,
            }
    if rows:
        connection.execute(sa.insert(retake), list(rows.values()))
