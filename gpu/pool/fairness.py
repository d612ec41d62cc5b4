"""The rules of fairness: who is served next, who may pass whom, and on which device.

Rank: a request's rank is `priority x age_s + arrival`, and the smallest is first. That is ageing, in a form that never
has to be computed again: after every `age_s` seconds of waiting a request stands before newcomers that are one class of
priority higher.

Passing: a request that does not fit now keeps a claim on the device where it would fit soonest. Another request may
pass it there only if its own weights are on that device already, nothing has to be evicted for it, and the one that
waits was passed fewer than `overtakes` times. After that the one that waits claims every device it could use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gpu.pool.grants import LeaseRequest, PooledDevice


def next_grants(
    waiting: Sequence[LeaseRequest], devices: Sequence[PooledDevice], overtakes: int
) -> Iterator[tuple[LeaseRequest, PooledDevice]]:
    """Who is served now, in order, and where. Grant each before asking for the next.

    Args:
        waiting: All who wait.
        devices: The pool's.
        overtakes: How often a waiting request may be passed.
    """
    blocked: list[LeaseRequest] = []
    ranked = _by_load(devices)
    for request in sorted(waiting, key=lambda one: one.rank):
        if not any(device.is_open for device in devices):
            return
        wanted = _wanted(request, ranked, strict=request.passed >= overtakes)
        device = next((device for device in wanted if _may_take(request, device, blocked, overtakes)), None)
        if device is None:
            request.claims = frozenset(wanted if request.passed >= overtakes else wanted[:1])
            blocked.append(request)
            continue
        for other in blocked:
            other.passed += device.fits_ever(other.model.parts, other.work_bytes)
            if other.passed == overtakes:
                other.claims = frozenset(_wanted(other, ranked, strict=True))
        yield request, device
        ranked = _by_load(devices)


def _by_load(devices: Sequence[PooledDevice]) -> list[tuple[float, PooledDevice]]:
    """Devices with the seconds until each is done with what it has, the least loaded first."""
    loads = [(device.backlog_s(), device) for device in devices]
    return sorted(loads, key=lambda one: (one[0], one[1].session.memory.pinned_bytes))


def _wanted(request: LeaseRequest, ranked: Sequence[tuple[float, PooledDevice]], *, strict: bool) -> list[PooledDevice]:
    """Warm devices, if waiting for one takes less time than loading elsewhere; else all, the least loaded first.

    Args:
        request: For whom.
        ranked: All devices, as `_by_load` gives them.
        strict: Whether any device will do, as the request was passed too often.
    """
    able = [one for one in ranked if one[1].fits_ever(request.model.parts, request.work_bytes)]
    warm = [one for one in able if one[1].session.is_warm(request.model.parts)]
    if warm and not strict and warm[0][0] - able[0][0] < request.load_s:
        able = warm
    return [device for _, device in able]


def _may_take(request: LeaseRequest, device: PooledDevice, blocked: Sequence[LeaseRequest], overtakes: int) -> bool:
    leaving = device.evictions(request)
    if leaving is None:
        return False
    ahead = [other for other in blocked if device in other.claims]
    needs_nothing = not leaving and device.session.is_warm(request.model.parts) and not request.alone
    return not ahead or (needs_nothing and all(other.passed < overtakes for other in ahead))
