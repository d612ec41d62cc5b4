"""What jobs, uploads and tasks are called: a name that nobody guesses, and that a text is recognised by."""

from __future__ import annotations

import re
import secrets

JOB_ID = re.compile(r"job_[0-9a-f]{20}")
UPLOAD_ID = re.compile(r"upload_[0-9a-f]{20}")
TASK_ID = re.compile(r"task_[0-9a-f]{20}")


def new_job_id() -> str:
    """A name that no other job has."""
    return f"job_{secrets.token_hex(10)}"


def new_upload_id() -> str:
    """A name that no other upload has."""
    return f"upload_{secrets.token_hex(10)}"


def new_task_id() -> str:
    """A name that no other task has."""
    return f"task_{secrets.token_hex(10)}"
