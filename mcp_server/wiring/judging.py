"""Who judges films, and what was learned of alarms."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from footage.money import Money
from footage.ports.quality import Critic
from footage.threads import utc_now
from mcp_server.wiring.storage import open_database, was_opened_before

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.vendors import VendorSettings
    from routing.text.paid_once import PaidOnce
    from storage.books.alarms import AlarmTable


def critic(
    settings: Settings, vendors: VendorSettings, answers: PaidOnce, approve_above: Money | None
) -> Critic | None:
    """Who tells a second opinion of films."""
    if settings.judge is None:
        return None
    if settings.judge != "gemini":
        from quality.local_critic import LocalCritic

        return LocalCritic(settings.judge)
    from routing.text.critic import load_critic

    return load_critic(vendors, settings.home, answers, no_spend=settings.no_spend, consented=approve_above)


def learned_alarms(settings: Settings) -> list[str]:
    """Which alarms cost money in vain here, a sentence each; none where there is no database yet."""
    from quality.policy import load_policy
    from quality.trust import AlarmTrust

    with contextlib.ExitStack() as closing:
        book = _alarms(settings, closing)
        return list(AlarmTrust(load_policy(settings.home), book).told().values()) if book else []


def forget_alarms(settings: Settings) -> int:
    """Forget what was learned of alarms; how many kinds that were."""
    with contextlib.ExitStack() as closing:
        book = _alarms(settings, closing)
        return book.forget() if book else 0


def _alarms(settings: Settings, closing: contextlib.ExitStack) -> AlarmTable | None:
    from storage.books.alarms import AlarmTable

    if not was_opened_before(settings):
        return None
    return AlarmTable(open_database(settings, closing), utc_now)
