"""What the voice and the music of a film cost before it is made, as far as the caller's money goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from films.services import CallersServices
from footage.errors import BudgetExceededError
from footage.money import ZERO, Money
from footage.ports.generators import Quote
from footage.ports.money import Hold
from footage.sounds import PaidMusic, PaidVoice
from tools.approval import money_explained, spendable

_DEAR = "Voice and music of this film cost up to {cost}, and {left} may be spent on it."
_CHEAPER = "Take a voice of this machine (leave voice out) or a bed that Footage composes, or raise max_cost_usd."


@dataclass(frozen=True, kw_only=True)
class PlannedSounds:
    """What is to be reserved for voice and music, and how a dry run shows it; nothing where all of it is free.

    `backend` is who is paid first.
    """

    holds: tuple[Hold, ...] = ()
    shown: Sequence[Mapping[str, Any]] = ()
    quote: Quote | None = None
    backend: str = ""

    @property
    def cost(self) -> Money:
        """The most that all of it costs."""
        return sum((one.amount for one in self.holds), ZERO)

    def left(self, services: CallersServices, limit: Money | None) -> Money | None:
        """The most that the film's pictures may cost then; None for no limit of the call's own."""
        return max(ZERO, spendable(services, limit) - self.cost) if self.holds else limit


def sounds_within(
    services: CallersServices,
    limit: Money | None,
    *,
    voice: PaidVoice | None = None,
    lines: Sequence[str] = (),
    music: Sequence[PaidMusic] = (),
) -> PlannedSounds:
    """Price the sounds of a film.

    Args:
        services: For prices and the caller's caps.
        limit: The most that the call may cost.
        voice: Who speaks for money, if anybody does.
        lines: What is said.
        music: What plays for money.

    Raises:
        BudgetExceededError: They cost more than may be spent.
        PriceUnknownError: One of them has no price.
    """
    holds: list[Hold] = []
    shown: list[Mapping[str, Any]] = []
    if voice:
        said = services.sounds.holds(voice, lines)
        holds += said
        shown.append(_shown(services, "voice", voice.backend, voice.title or voice.voice, said))
    for piece in music:
        made = services.sounds.music_hold(piece)
        holds.append(made)
        shown.append(_shown(services, "music", made.backend, piece.prompt, (made,)))
    planned = PlannedSounds(
        holds=tuple(holds),
        shown=shown,
        quote=_quote(services, holds),
        backend=next((one.backend for one in holds if one.amount), ""),
    )
    with money_explained(services, limit):
        left = spendable(services, limit)
        if planned.cost > left:
            raise BudgetExceededError(_DEAR.format(cost=planned.cost, left=left), hint=_CHEAPER)
    return planned


def _quote(services: CallersServices, holds: Sequence[Hold]) -> Quote | None:
    names = list(dict.fromkeys(one.backend for one in holds))
    total = sum((one.amount for one in holds), ZERO)
    if not names:
        return None
    first = services.sounds.quote(names[0], total)
    if len(names) == 1:
        return first
    models = ", ".join(services.sounds.quote(name, ZERO).model for name in names)
    return Quote(model=models, cost=total, price_source="the prices of voice and music together; see plan.sounds")


def _shown(services: CallersServices, kind: str, backend: str, what: str, holds: Sequence[Hold]) -> dict[str, Any]:
    cost = sum((one.amount for one in holds), ZERO)
    quote = services.sounds.quote(backend, cost)
    return {
        "kind": kind,
        "backend": backend,
        "model": quote.model,
        ("voice" if kind == "voice" else "prompt"): what,
        "up_to_usd": cost.as_usd(),
        "price_source": quote.price_source,
        "price_as_of": quote.price_as_of,
    }
