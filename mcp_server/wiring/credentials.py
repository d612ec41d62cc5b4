"""Who signs films here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from media.credentials.film import FilmCredentials

if TYPE_CHECKING:
    from footage.config import Settings


def film_credentials(settings: Settings) -> FilmCredentials:
    """Who signs what leaves this home, and reads what comes."""
    return FilmCredentials(
        home=settings.home,
        mode=settings.credentials,
        cert=settings.credential_cert,
        key=settings.credential_key,
        command=settings.credential_signer,
        anchors=settings.credential_anchors,
        tsa_url=settings.tsa_url,
    )


def signing(settings: Settings) -> FilmCredentials:
    """The same, for a process that makes films.

    Raises:
        UnavailableError: Films must be signed, and nobody can: that is said before anything is paid for.
    """
    found = film_credentials(settings)
    if settings.credentials == "required":
        found.told()
    return found
