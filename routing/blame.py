"""Failures that are not the vendor's fault; they have types of their own because they must not count against it."""

from __future__ import annotations

from footage.errors import InDoubtError, RateLimitedError, VendorFailedError


class NotAskedError(VendorFailedError):
    """The vendor was not asked, so this says nothing new about it."""


class ForbiddenError(NotAskedError):
    """The user does not want this backend to be used, or any money to be spent."""


class NoPlaceLeftError(RateLimitedError):
    """Our own limits, not the vendor, kept the request back, for as long as the policy lets a job wait."""


class OwnFaultError(InDoubtError):
    """We died, or broke, while the request was on its way: nothing that the vendor did."""
