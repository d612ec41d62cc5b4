"""Failures with types of their own: those that are not the vendor's fault, and what may pass."""

from __future__ import annotations

from footage.errors import AuthFailedError, GeneratorError, InDoubtError, RateLimitedError, VendorFailedError


class NotAskedError(VendorFailedError):
    """The vendor was not asked, so this says nothing new about it."""


class ForbiddenError(NotAskedError):
    """The user does not want this backend to be used, or any money to be spent."""


class NoPlaceLeftError(RateLimitedError):
    """Our own limits, not the vendor, kept the request back, for as long as the policy lets a job wait."""


class OwnFaultError(InDoubtError):
    """We died, or broke, while the request was on its way: nothing that the vendor did."""


class OfSitesError(GeneratorError):
    """Of sites behind one backend, each of which is left alone by itself: the backend goes on asking the others."""


class SitesRefuseError(AuthFailedError, OfSitesError):
    """All sites refuse their keys."""


class SitesAwayError(VendorFailedError, OfSitesError):
    """No site gives an answer."""


class RefusedClipError(VendorFailedError):
    """The vendor made the film and refuses to give it, as it does where a key is being changed or a link is old."""
