"""The Inspector's command line, a server for each call."""

from __future__ import annotations

import json
import subprocess

from plan import given


def main() -> None:
    plan = given()
    variables = [part for name, value in plan.environment.items() for part in ("-e", f"{name}={value}")]
    for tool, call in plan.calls:
        wish = ["--method", "tools/call", "--tool-name", tool, "--tool-args-json", json.dumps(call), "--format", "json"]
        program = json.loads(plan.mode)  # node and the Inspector's file
        done = subprocess.run([*program, "--cli", *variables, *plan.command, *wish], capture_output=True, text=True)
        seen = json.loads(done.stdout)["result"] if done.returncode == 0 else done.stderr[-2000:]
        plan.tell(tool, seen, failed=done.returncode != 0)


main()
