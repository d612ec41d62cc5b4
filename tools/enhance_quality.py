"""enhance_quality: a film that looks and sounds better, measured before and after, or left alone with the reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from films.enhanced import EnhanceOrder, palette_of, work
from films.services import CallersServices
from films.taken_in import taken_in
from footage.answers import VideoJob
from footage.domain import Resolution
from footage.ports.jobs import JobSpec
from footage.threads import in_thread
from media.enhance.model import Operation, Preset
from tools import names
from tools.base import DEFAULT_WAIT_S, Answer, Params, Report, Tool, WaitSeconds
from tools.inputs import Source, resolve_video
from tools.view import place_and_answer

MAX_COLORS = 8


class EnhanceQuality(Params):
    """Arguments of enhance_quality."""

    video: str = Field(min_length=1, description="A job_id, path or URL.")
    preset: Preset = Field(default="standard", description="How soon and how hard; strong is slow.")
    operations: Annotated[list[Operation], Field(min_length=1, max_length=10)] | None = Field(
        default=None, description="Consider only these. By default all, each where its measurement says it helps."
    )
    target_fps: float | None = Field(default=None, ge=1, le=120, description="Interpolate up to this frame rate.")
    target_resolution: Resolution | None = Field(default=None, description="Enlarge up to this.")
    brand_palette: Annotated[list[str], Field(max_length=MAX_COLORS)] | None = Field(
        default=None, description="Colours like #0a84ff that hues lean toward; skin is kept."
    )
    wait_s: WaitSeconds = DEFAULT_WAIT_S


async def ask(params: EnhanceQuality, services: CallersServices, report: Report) -> Answer:
    """Check the film, place the job and wait for it a while."""
    palette_of(params.brand_palette)
    source = await in_thread(_checked, params, services)
    order = EnhanceOrder(
        source=source.path,
        source_job_id=source.job_id,
        preset=params.preset,
        operations=tuple(params.operations) if params.operations else None,
        target_fps=params.target_fps,
        target_resolution=params.target_resolution,
        brand_palette=tuple(params.brand_palette) if params.brand_palette is not None else None,
    )
    spec = JobSpec(tool=names.ENHANCE_QUALITY, title=f"Enhanced {source.title}", order=order, queue="cpu")
    return await place_and_answer(services, spec, params.wait_s, report)


def _checked(params: EnhanceQuality, services: CallersServices) -> Source:
    source = resolve_video(services, params.video)
    taken_in(services, source.path)
    return source


TOOL = Tool(
    name=names.ENHANCE_QUALITY,
    title="Enhance quality",
    description=(
        "Fix a video that is shaky, dark, noisy, flickering, soft, small or too quiet: measures it, does only what "
        "helps, in one encode, and measures again. Keeps the original, with the reason, when it cannot get better. "
        "Free; the given video is not changed."
    ),
    params=EnhanceQuality,
    result=VideoJob,
    scope="video:make",
    answer=ask,
    work=work,
)
