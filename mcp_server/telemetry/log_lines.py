"""Lines of the log as JSON, with whose work and which trace they belong to."""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType

from footage import traces


class JsonLines(logging.Formatter):
    """One object a line; what secrets there were are stars by then, see `footage.secrets.guard_logs`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        work, ids = traces.work(), traces.ids()
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **({"trace_id": ids[0], "span_id": ids[1]} if ids else {}),
            **({"team": work.team} if work else {}),
            **({"job_id": work.job_id} if work and work.job_id else {}),
        }
        if record.exc_info:
            line["error"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def write_json() -> None:
    """Have the log written so, from now on."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(JsonLines())
    # What Python itself writes to stderr would be lines of another kind, and past the guard of secrets.
    logging.captureWarnings(True)
    sys.excepthook = _broke
    threading.excepthook = lambda told: _broke(told.exc_type, told.exc_value, told.exc_traceback)


def _broke(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    logging.getLogger("footage").critical("broken by %s", kind.__name__, exc_info=(kind, error or kind(), trace))


def say(sentence: str) -> None:
    """Tell whoever started this process something, on stderr; where the log is JSON, as a line of it."""
    handlers = logging.getLogger().handlers
    if any(isinstance(handler.formatter, JsonLines) for handler in handlers):
        logging.getLogger("footage").warning("%s", sentence)
    else:
        sys.stderr.write(f"{sentence}\n")
