"""Google Veo on Vertex AI, by google-genai 3.4: predictLongRunning, then fetchPredictOperation by the operation's name.

Vertex tells neither progress nor a bill and cannot cancel. What is withheld for safety is a normal end of an operation:
a count and reasons instead of videos; nothing is charged for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from footage.domain import VideoRequest
from footage.errors import (
    GeneratorError,
    InDoubtError,
    ModerationOutputError,
    ModerationPromptError,
    QuotaExhaustedError,
    RequestRejectedError,
    VendorFailedError,
)
from footage.ports.generators import Poll
from footage.threads import in_thread
from routing.generators.cloud import Clip, CloudGenerator, Picture
from routing.wire import google, replies, rest

if TYPE_CHECKING:
    from google.genai import types

STORAGE_URL = "https://storage.googleapis.com"
PROMPT_CODES = frozenset(
    {
        "58061214",  # children
        "29310472",  # celebrities
        "62263041",  # danger
        "57734940",  # hate
        "42876398",  # other
        "92201652",  # personal data
        "89371032",  # prohibited
        "90789179",  # sexual
        "78610348",  # toxic
        "61493863",  # violence
    }
)
"""Support codes that are said of a prompt; the others are said of the film.

Source: docs.cloud.google.com, Vertex AI, responsible AI guidelines, "safety filter code categories".
"""

_CODE = re.compile(r"\d{8}")
_INVALID, _EXHAUSTED = 3, 8
"""google.rpc.Code."""


class Veo(CloudGenerator):
    """One Veo model."""

    def missing_key(self) -> str | None:
        if not self.settings.google_cloud_project:
            return "GOOGLE_CLOUD_PROJECT is not set"
        return google.missing_credentials(self.settings)

    async def probe(self) -> None:
        """Get a token: it costs nothing and shows whether Google answers and takes the credentials."""
        await google.vertex(self.settings, self.name)

    async def submit(self, request: VideoRequest, key: str) -> str:
        vertex = await google.vertex(self.settings, self.name)
        source, config = await in_thread(self._order, request, key)
        async with google.answers(self.name, sending=True):
            operation = await vertex.client.aio.models.generate_videos(model=self.model, source=source, config=config)
        operation_id = replies.identity(operation.name)
        if not operation_id:
            raise InDoubtError(f"{self.name} took the request without naming the operation.", backend=self.name)
        return operation_id

    async def poll(self, operation_id: str) -> Poll:
        operation = await self._operation(operation_id)
        with rest.reading(self.name):
            if not operation.done:
                return Poll(state="working")
            if _video(operation):
                return Poll(state="succeeded", progress=1.0)
            return self._end(operation)

    async def clip(self, operation_id: str) -> Clip:
        video = _video(await self._operation(operation_id))
        if video is None:
            raise VendorFailedError(f"{self.name} no longer gives the film.", backend=self.name)
        if video.video_bytes:
            return Clip(content=video.video_bytes)
        vertex = await google.vertex(self.settings, self.name)
        bucket, _, name = str(video.uri).removeprefix("gs://").partition("/")
        return Clip(
            url=f"{self._storage_url()}/download/storage/v1/b/{bucket}/o/{quote(name, safe='')}?alt=media",
            headers={"Authorization": f"Bearer {vertex.credentials.token}"},
        )

    def trusted_hosts(self) -> Collection[str]:
        return (urlsplit(self._storage_url()).netloc,) if self.settings.storage_emulator_host else ()

    def _storage_url(self) -> str:
        host = (self.settings.storage_emulator_host or STORAGE_URL).rstrip("/")
        return host if "://" in host else f"http://{host}"

    def _order(self, request: VideoRequest, key: str) -> tuple[types.GenerateVideosSource, types.GenerateVideosConfig]:
        """The request in the SDK's words; the pictures are read here."""
        from google.genai import types

        def image(path: str | None) -> types.Image | None:
            picture = Picture.read(path) if path else None
            return types.Image(image_bytes=picture.content, mime_type=picture.mime_type) if picture else None

        source = types.GenerateVideosSource(prompt=self.prompt(request), image=image(request.start_image))
        config = types.GenerateVideosConfig(
            number_of_videos=1,
            duration_seconds=int(self.length_s(request)),
            aspect_ratio=request.aspect_ratio,
            resolution=request.resolution,
            generate_audio=request.audio,
            seed=request.seed,
            negative_prompt=request.negative_prompt,
            last_frame=image(request.end_image),
            reference_images=[
                types.VideoGenerationReferenceImage(
                    image=image(path), reference_type=types.VideoGenerationReferenceType.ASSET
                )
                for path in request.reference_images
            ]
            or None,
            output_gcs_uri=self.settings.google_veo_output_gcs_uri,
            # Shown in Google's billing reports, where a human looks for a request in doubt.
            labels={"footage": key.lower()},
        )
        return source, config

    async def _operation(self, operation_id: str) -> types.GenerateVideosOperation:
        vertex = await google.vertex(self.settings, self.name)
        from google.genai import types

        async with google.answers(self.name, sending=False):
            return await vertex.client.aio.operations.get(
                types.GenerateVideosOperation.model_validate({"name": operation_id})
            )

    def _end(self, operation: types.GenerateVideosOperation) -> Poll:
        """The end of an operation that has no film."""
        if operation.error:
            return self.failed(self._failure(operation.error))
        response = operation.response
        reasons = (response and response.rai_media_filtered_reasons) or []
        if response and (response.rai_media_filtered_count or reasons):
            return self.failed(self._filtered(reasons))
        return self.empty("finished without a film.")

    def _failure(self, error: Mapping[str, Any]) -> GeneratorError:
        message = str(error.get("message", ""))
        text = f"{self.name} failed: {replies.brief(message)}"
        if _CODE.search(message):
            return self._filtered([message])
        kinds: dict[Any, type[GeneratorError]] = {_INVALID: RequestRejectedError, _EXHAUSTED: QuotaExhaustedError}
        return kinds.get(replies.number(error.get("code")), VendorFailedError)(text, backend=self.name)

    def _filtered(self, reasons: Iterable[str]) -> GeneratorError:
        text = " ".join(reasons)
        codes = set(_CODE.findall(text))
        of_prompt = bool(codes) and codes <= PROMPT_CODES
        kind = ModerationPromptError if of_prompt else ModerationOutputError
        return kind(f"{self.name} withheld the film: {replies.brief(text)}", backend=self.name)


def _video(operation: types.GenerateVideosOperation) -> types.Video | None:
    videos = (operation.response and operation.response.generated_videos) or []
    return next((one.video for one in videos if one.video and (one.video.video_bytes or one.video.uri)), None)
