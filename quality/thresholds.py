"""When a measurement is a fault. Data, not code: `data/signals.yaml` gives the values and the reasons."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Annotated

from pydantic import Field

from footage import yaml_data
from footage.domain import Frozen

SHIPPED = Path(__file__).parent / "data" / "signals.yaml"
Positive = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(gt=0, le=1)]


class _Cut(Frozen):
    levels: Positive
    times_usual: Positive


class _Interruption(Frozen):
    most_s: Positive
    back_share: Share
    alike: Share
    edited_s: Positive
    held_s: Positive
    moving_levels: Positive
    resting_same: Share
    unseen_s: Positive


class _Black(Frozen):
    share: Share
    peak: Positive
    faded_share: Share
    leader_s: Positive
    leader_share: Share


class _Flash(Frozen):
    levels: Positive
    uneven: Share
    most: int = Field(ge=1)
    most_s: Positive


class _Flicker(Frozen):
    levels: Positive
    uneven: Share
    least: int = Field(ge=2)


class _Motion(Frozen):
    most_frame_s: Positive


class _Blur(Frozen):
    share: Share
    least_s: Positive
    detail: Positive
    sharp: Positive
    alike: Share
    contrast: Share
    counted: Share
    gradual: float = Field(ge=1)
    at_once: Share
    times_motion: Positive


class _Blocks(Frozen):
    share: Share
    deviations: Positive
    at_once: Share
    at_once_s: Positive
    missing: Share


class _Freeze(Frozen):
    change_share: Share
    same_share: Share
    usual_levels: Positive
    still_share: Share
    steady: Share
    leap: Positive
    caught_up: Positive
    far_leap: Positive
    alike: Share
    noise_same: Share
    stopped_same: Share
    least_s: Positive
    duplicates: int = Field(ge=1)


class _Morph(Frozen):
    levels: Positive
    share: Share
    blend: Share
    back_share: Share
    covered: Share
    least_covered: Share
    straight: Share
    moved_back: Share
    moved_blend: Share
    moved_covered: Share
    moved_levels: Positive
    most: int = Field(ge=1)


class _Disorder(Frozen):
    share: float = Field(gt=1)
    far_share: float = Field(gt=1)
    times_usual: Positive
    least_usual: Positive
    uneven: Positive
    back_share: Share
    backs: int = Field(ge=1)
    levels: Positive
    ahead: float = Field(gt=1)
    ahead_far: float = Field(gt=1)
    ahead_share: Share
    ahead_noise: float = Field(gt=1)
    same: Share
    times_side: float = Field(gt=1)
    jumbled: float = Field(gt=1)
    swap_share: Share
    swap_most: float = Field(gt=1)
    swap_back: Positive
    in_order: Share
    deviations: Positive
    bends: Positive
    beside: Positive


class _Exposure(Frozen):
    share: Share
    least_s: Positive


class _Static(Frozen):
    levels: Positive
    place_levels: Positive
    spot_times: Positive
    spot_levels: Positive


class Silence(Frozen):
    """When nothing is heard."""

    most_db: float = Field(lt=0)


class Dropout(Frozen):
    """When sound has dropped out."""

    nothing_db: float = Field(lt=0)
    heard_db: float = Field(lt=0)
    least_s: Positive
    most_s: Positive
    edge_s: Positive
    falls_db: Positive
    around_s: Positive
    around_share: Share
    end_s: Positive
    end_share: Share


class Burst(Frozen):
    """When a quarter of a second by itself is cut off."""

    spike: Positive
    height: Positive
    share: Share
    least_ceiling: Share
    spread: Positive


class Clipping(Frozen):
    """When sound is cut off at a ceiling."""

    pile: Positive
    height: Positive
    share: Share
    least_ceiling: Share
    burst: Burst
    between_s: Positive
    least_s: Positive


class OneSided(Frozen):
    """When a channel is missing."""

    apart_db: Positive
    silent_db: Positive
    heard_db: float = Field(lt=0)
    share: Share
    least_s: Positive


class OutOfPhase(Frozen):
    """When two channels cancel each other."""

    correlation: float = Field(gt=-1, lt=0)
    loss_db: Positive
    over_s: Positive
    heard_db: float = Field(lt=0)
    least_s: Positive


class Hum(Frozen):
    """When lines are those of the mains."""

    harmonics: int = Field(ge=2)
    stands_out_db: Positive
    steadiness: Share
    swell_db: Positive
    off_hz: Positive
    apart_hz: Positive
    level_db: float = Field(lt=0)
    below_db: float = Field(lt=0)
    twice_db: Positive
    least_s: Positive


class Wind(Frozen):
    """When low noise is wind."""

    level_db: float = Field(lt=0)
    over_db: Positive
    depth_db: float
    noisiness: Share
    gusts_db: Positive
    between_s: Positive
    share: Share
    least_s: Positive


class OutOfSync(Frozen):
    """When sound and pictures are out of step."""

    shift_s: Positive
    search_s: Positive
    tolerance_s: Positive
    rise_db: Positive
    levels: Positive
    times_usual: float = Field(gt=1)
    events: int = Field(ge=3)
    share: Share
    heard_share: Share
    rival_share: Share
    chance: Positive


class Thresholds(Frozen):
    """One group for each kind of fault; the file says what each value means and why it is what it is."""

    motion: _Motion
    cut: _Cut
    interruption: _Interruption
    black: _Black
    flash: _Flash
    flicker: _Flicker
    blur: _Blur
    blocks: _Blocks
    frozen: _Freeze
    morph: _Morph
    disorder: _Disorder
    exposure: _Exposure
    static: _Static
    silence: Silence
    dropout: Dropout
    clipping: Clipping
    one_sided: OneSided
    out_of_phase: OutOfPhase
    hum: Hum
    wind: Wind
    out_of_sync: OutOfSync


@functools.cache
def shipped() -> Thresholds:
    """The values that come with Footage."""
    return yaml_data.load(Thresholds, SHIPPED)
