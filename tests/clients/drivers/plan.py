"""What every driver is given, and what it says: a line of JSON for each call."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Plan:
    """The server to start or to reach, the calls to make, and the way of doing it where a client has several."""

    command: list[str]
    environment: dict[str, str]
    folder: str
    calls: list[tuple[str, dict[str, Any]]]
    mode: str = ""
    url: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def tell(self, tool: str, seen: object, *, failed: bool = False) -> None:
        """Say what the client's model saw of an answer."""
        text = seen if isinstance(seen, str) else json.dumps(seen, default=str)
        self.told.append(tool)
        sys.stdout.write(json.dumps({"tool": tool, "failed": failed, "seen": text[:20_000]}) + "\n")
        sys.stdout.flush()


def given() -> Plan:
    """The plan in the file that the command line names."""
    content = json.loads(Path(sys.argv[1]).read_text())
    return Plan(**content)
