"""A chat in miniature: it shows the card in a sandbox, by the rules of MCP Apps, and passes its questions on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mcp_server.protocol.card.serving import URI
from tests.http_servers import Running, ask

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page

EVERYTHING: Mapping[str, Any] = {"serverTools": {}, "serverResources": {}, "openLinks": {}}

PAGE = """<!doctype html><meta charset="utf-8"><title>A chat</title><link rel="icon" href="data:,">
<iframe sandbox="allow-scripts" style="width:100%;height:40px;border:0"></iframe>
<script>
const frame = document.querySelector("iframe");
const send = (message) => frame.contentWindow.postMessage({jsonrpc: "2.0", ...message}, "*");
window.addEventListener("message", async ({source, data}) => {
  if (source !== frame.contentWindow) return;
  if (data.method === "ui/initialize") return send({id: data.id, result: JSON.parse(await window.welcome())});
  if (data.method === "ui/notifications/size-changed") frame.style.height = `${data.params.height}px`;
  if (data.method === "ui/notifications/initialized")
    for (const message of JSON.parse(await window.begin())) send(message);
  if (data.method && "id" in data) send({id: data.id, ...JSON.parse(await window.answer(data.method, data.params))});
});
</script>"""


@dataclass
class Chat:
    """What a chat does for a card.

    Attributes:
        running: Footage, over HTTP.
        tool: What the model called.
        arguments: With what.
        can: What the chat does for a card besides showing it.
        origins: From where its sandbox lets media come; None for where the card says.
        calls: The tools that the card asked for, in order.
        opened: The addresses that it asked to open.
    """

    running: Running
    tool: str
    arguments: Mapping[str, Any]
    can: Mapping[str, Any] = field(default_factory=lambda: EVERYTHING)
    origins: tuple[str, ...] | None = None
    theme: str = "light"
    calls: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def show(self, page: Page, address: str) -> FrameLocator:
        """Call the tool and show the card at a page of `address`, which serves `PAGE`."""
        handed: Mapping[str, Callable[..., str]] = {"welcome": self._welcome, "begin": self._begin}
        for name, function in handed.items():
            page.expose_function(name, function)
        page.expose_function("answer", self._answer)
        page.goto(address)
        page.evaluate("(html) => { document.querySelector('iframe').srcdoc = html; }", self._page())
        return page.frame_locator("iframe")

    def _page(self) -> str:
        found = self._sent("resources/read", uri=URI)["result"]["contents"][0]
        allowed = found["_meta"]["ui"]["csp"]["resourceDomains"] if self.origins is None else self.origins
        media = " ".join(["'self'", *allowed])
        policy = (
            "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
            f"img-src {media}; media-src {media}; connect-src 'none'"
        )
        text: str = found["text"]
        return text.replace("<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">', 1)

    def _welcome(self) -> str:
        context = {"theme": self.theme, "toolInfo": {"tool": {"name": self.tool, "inputSchema": {"type": "object"}}}}
        host = {"hostInfo": {"name": "chat", "version": "1"}, "hostCapabilities": self.can, "hostContext": context}
        return json.dumps({"protocolVersion": "2026-01-26", **host})

    def _begin(self) -> str:
        result = self._sent("tools/call", name=self.tool, arguments=dict(self.arguments))["result"]
        return json.dumps(
            [
                {"method": "ui/notifications/tool-input", "params": {"arguments": self.arguments}},
                {"method": "ui/notifications/tool-result", "params": result},
            ]
        )

    def _answer(self, method: str, params: Mapping[str, Any]) -> str:
        if method == "ui/open-link":
            self.opened.append(params["url"])
            return json.dumps({"result": {}})
        if method == "tools/call":
            self.calls.append(params["name"])
        return json.dumps(self._sent(method, **params))

    def _sent(self, method: str, **params: Any) -> dict[str, Any]:
        answer = ask(self.running, method, **params)
        event = next((line[5:] for line in answer.text.splitlines() if line.startswith("data:")), answer.text)
        told = json.loads(event)
        return {name: told[name] for name in ("result", "error") if name in told}
