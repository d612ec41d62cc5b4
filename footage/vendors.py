"""Keys and addresses of vendors, read from the variables that their own SDKs use; nothing else reads those."""

from __future__ import annotations

import contextlib
import re
from decimal import Decimal
from pathlib import Path
from typing import Self

from pydantic import AliasChoices, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from footage.errors import InvalidInputError
from footage.secret_files import SecretFiles
from footage.secrets import keep_secret

_PUBLIC = re.compile(
    r"(?:^|[.@])(?:googleapis\.com|openai\.com|runwayml\.com|pixverse\.ai|fal\.run|fal\.ai|pexels\.com|pixabay\.com"
    r"|coverr\.co|wikimedia\.org|nasa\.gov|archive\.org|tiktokapis\.com|facebook\.com|elevenlabs\.io)\.?(?::\d+)?$"
)


class VendorSettings(BaseSettings):
    """One field a variable, named like it. Keys are secrets: they print as stars and are never stored."""

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True, extra="ignore", populate_by_name=True)

    # The SDK prefers GOOGLE_API_KEY when both are set.
    gemini_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("GOOGLE_API_KEY", "GEMINI_API_KEY")
    )
    google_gemini_base_url: str | None = None
    google_cloud_project: str | None = None
    google_cloud_location: str = "us-central1"
    google_application_credentials: Path | None = None
    google_vertex_base_url: str | None = None
    google_veo_output_gcs_uri: str | None = Field(default=None, pattern=r"^gs://[^/]+")
    """A bucket, or a folder in one, that Veo's films are written to; they come in the answer if unset."""
    storage_emulator_host: str | None = None
    runwayml_api_secret: SecretStr | None = None
    runwayml_base_url: str | None = None
    pixverse_api_key: SecretStr | None = None
    pixverse_base_url: str = "https://app-api.pixverse.ai"
    fal_key: SecretStr | None = None
    fal_base_url: str = "https://queue.fal.run"
    openai_video_api_key: SecretStr | None = None
    openai_video_base_url: str | None = None
    openai_video_model: str | None = None
    openai_video_usd_per_s: Decimal | None = Field(default=None, ge=0, allow_inf_nan=False)
    elevenlabs_api_key: SecretStr | None = None
    elevenlabs_base_url: str = "https://api.elevenlabs.io"
    openai_speech_api_key: SecretStr | None = None
    openai_speech_base_url: str | None = None
    openai_speech_model: str | None = None
    openai_speech_voice: str | None = None
    openai_speech_usd_per_m_chars: Decimal | None = Field(default=None, ge=0, le=100_000, allow_inf_nan=False)
    pexels_api_key: SecretStr | None = None
    pexels_base_url: str = "https://api.pexels.com"
    pixabay_api_key: SecretStr | None = None
    pixabay_base_url: str = "https://pixabay.com"
    coverr_api_key: SecretStr | None = None
    coverr_base_url: str = "https://api.coverr.co"
    commons_base_url: str = "https://commons.wikimedia.org"
    nasa_base_url: str = "https://images-api.nasa.gov"
    archive_base_url: str = "https://archive.org"
    youtube_base_url: str = "https://www.googleapis.com"
    youtube_client_id: str | None = None
    youtube_client_secret: SecretStr | None = None
    tiktok_base_url: str = "https://open.tiktokapis.com"
    tiktok_client_key: str | None = None
    tiktok_client_secret: SecretStr | None = None
    instagram_base_url: str = "https://graph.facebook.com"
    instagram_app_id: str | None = None
    instagram_app_secret: SecretStr | None = None

    @property
    def own_hosts(self) -> frozenset[str]:
        """Hosts, with their ports, that the user has put in a vendor's place: gateways, own servers, emulators.

        A vendor's public address is none, even where the user has named it.
        """
        places = [name for name in self.model_fields_set if name.endswith(("_base_url", "_emulator_host"))]
        named = {getattr(self, name) for name in places}
        hosts = {_netloc(one) for one in named if one}
        return frozenset(one for one in hosts if one and not _PUBLIC.search(one))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, and the files that it names for keys."""
        return init_settings, env_settings, SecretFiles(settings_cls)

    @model_validator(mode="after")
    def _keep_keys(self) -> Self:
        keys = (getattr(self, name) for name in type(self).model_fields)
        keep_secret(*(key.get_secret_value() for key in keys if isinstance(key, SecretStr)))
        return self


def _netloc(address: str) -> str:
    """Its host and port as requests to it have them: without a name and a usual port; empty if it is no address."""
    import httpx

    with contextlib.suppress(httpx.InvalidURL, UnicodeError):
        return httpx.URL(address if "//" in address else f"http://{address}").netloc.decode("ascii")
    return ""


def load_vendors() -> VendorSettings:
    """Read them once.

    Raises:
        InvalidInputError: A value is wrong; the message names the variable, never its value.
    """
    try:
        return VendorSettings()
    except SettingsError as exc:
        raise InvalidInputError(f"A vendor's settings are wrong: {exc}.", hint="Correct the variable.") from exc
    except ValidationError as exc:
        wrong = "; ".join(f"{str(error['loc'][0]).upper()}: {error['msg']}" for error in exc.errors())
        raise InvalidInputError(f"A vendor's settings are wrong: {wrong}", hint="Correct the variable.") from exc
