"""Google in miniature: Veo on Vertex AI, Gemini Omni by interactions, files, and a model that writes and watches films.

Routes and bodies as google-genai 3.4 sends and reads them. More words for a prompt than every emulator has:
[processing] (the file is not ready when the film is), [inline] (the film in the answer where a link was asked for),
[no background] (background work is refused), and for the text model [block], [block output] and [not json].
The API key "invalid" is refused the way Google refuses one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from routing.emulators.base import Emulator
from routing.emulators.film import RENDER_S
from routing.emulators.google.answers import RETIRED, refusal, unauthorised
from routing.emulators.google.credentials import TOKEN, write_service_account
from routing.emulators.google.files import Files
from routing.emulators.google.omni import Interactions
from routing.emulators.google.text import answer
from routing.emulators.google.veo import Veo
from routing.emulators.orders import Moment

VERSIONS = ("v1", "v1beta", "v1beta1", "v1alpha")


class GoogleEmulator(Emulator):
    """Vertex AI and the Gemini API on one port.

    Args:
        folder: Where rendered clips are kept; a temporary folder when None.
        render_s: How long a film takes where the prompt does not say, in seconds.
        storage_url: Cloud Storage, emulated, for films that are ordered into a bucket.
    """

    name = "google"

    def __init__(
        self, folder: Path | None = None, *, render_s: float = RENDER_S, storage_url: str | None = None
    ) -> None:
        self.veo = Veo(self, self._authorised, storage_url)
        self.interactions = Interactions(self)
        self._files = Files(self)
        super().__init__(folder, render_s=render_s)

    def routes(self) -> list[BaseRoute]:
        """Every route of Google's that Footage, or its SDK, calls."""
        return [Route("/token", self.call(self._token), methods=["POST"]), *self._versioned()]

    def environment(self) -> dict[str, str]:
        """Both of Google's APIs at this address, with credentials that the real google-auth takes."""
        account = self.folder / f"service-account-{urlsplit(self.base_url).port}.json"  # others may share the folder
        write_service_account(account, f"{self.base_url}/token")
        return {
            "GOOGLE_GEMINI_BASE_URL": self.base_url,
            "GOOGLE_API_KEY": "emulated",
            "GOOGLE_VERTEX_BASE_URL": self.base_url,
            "GOOGLE_CLOUD_PROJECT": "emulated",
            "GOOGLE_APPLICATION_CREDENTIALS": str(account),
        }

    def refusal(self, fault: str) -> Response:
        """A fault in Google's own error shape."""
        return refusal(fault)

    async def generate(self, request: Request) -> Response:
        """Answer a question to the text model."""
        return await answer(request)

    def _versioned(self) -> Iterator[Route]:
        vertex = "/projects/{project}/locations/{location}"
        models, interactions = "/publishers/google/models/{model}", "/interactions"
        for version in VERSIONS:
            at = f"/{version}"
            for method, path, moment, handler in (
                ("POST", f"{vertex}{models}:predictLongRunning", "submit", self.veo.predict),
                ("POST", f"{vertex}{models}:generateContent", "submit", self.generate),
                ("POST", "/models/{model}:generateContent", "submit", self.generate),
                ("GET", "/models/{model}", None, self._model),
                ("GET", f"{vertex}{models}", None, self._model),
                *(
                    route
                    for prefix in (interactions, vertex + interactions)
                    for route in (
                        ("POST", prefix, "submit", self.interactions.interact),
                        ("GET", prefix + "/{id}", "poll", self.interactions.interaction),
                        ("POST", prefix + "/{id}/cancel", None, self.interactions.cancel),
                        ("DELETE", prefix + "/{id}", None, self.interactions.delete),
                    )
                ),
                ("GET", "/files/{id}:download", "download", self._files.download),
                ("GET", "/files/{id}", None, self._files.state),
            ):
                yield Route(at + path, self._authorised(handler, moment), methods=[method])  # type: ignore[arg-type]
            # Its moment depends on what was told before, so it is wrapped inside.
            yield Route(f"{at}{vertex}{models}:fetchPredictOperation", self.veo.fetch_operation, methods=["POST"])
            yield Route(f"/upload{at}/files", self._authorised(self._files.start_upload, None), methods=["POST"])
            yield Route(f"/upload{at}/files/{{id}}", self.call(self._files.finish_upload), methods=["POST"])

    def _authorised(
        self, handler: Callable[[Request], Awaitable[Response]], moment: Moment | None
    ) -> Callable[[Request], Awaitable[Response]]:
        async def check(request: Request) -> Response:
            return unauthorised(request) or await handler(request)

        return self.call(check, moment)

    async def _token(self, _: Request) -> Response:
        return JSONResponse({"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"})

    async def _model(self, request: Request) -> Response:
        model = request.path_params["model"]
        if model.startswith(RETIRED):
            return refusal("retired")
        return JSONResponse({"name": f"models/{model}", "version": "001", "displayName": model})
