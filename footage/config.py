"""Settings: `FOOTAGE_*` environment variables over `$FOOTAGE_HOME/config.yaml` over defaults.

`load_settings` is the only reader of the environment; everything else is handed a `Settings`.
"""

from __future__ import annotations

import os
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from footage import yaml_data
from footage.errors import InvalidInputError
from footage.money import MAX_USD, ZERO, Money
from footage.secret_files import SecretFiles
from footage.secrets import keep_secret
from footage.setting_values import folder, split, web_address
from footage.team_settings import TeamSettings

ENV_PREFIX = "FOOTAGE_"
_BACKEND_FLAG = re.compile(r"^FOOTAGE_BACKEND_(\w+)_ENABLED$")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")
_PREFIX = re.compile(r"(?:[\w.=-]+(?:/[\w.=-]+)*)?")
_POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")
StockSource = Literal["commons", "nasa", "archive"]
Usd = Annotated[Decimal, Field(ge=0, le=MAX_USD, allow_inf_nan=False)]


def default_home() -> Path:
    """Where Footage keeps its files: `FOOTAGE_HOME`, else `~/.footage`.

    Raises:
        InvalidInputError: It begins with a `~` that stands for no folder.
    """
    try:
        return folder(os.environ.get("FOOTAGE_HOME", "").strip() or "~/.footage")
    except ValueError as exc:
        raise InvalidInputError(f"FOOTAGE_HOME: {exc}.", hint="Set FOOTAGE_HOME to a folder.") from exc


class Settings(TeamSettings):
    """Everything a user can set. Each field is `FOOTAGE_<NAME>` in the environment and `<name>` in config.yaml."""

    # Clients that ask their user for settings pass those that were left out as empty variables.
    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    home: Path = Field(default_factory=default_home, description="Folder for footage.db, media/ and config.yaml.")
    allowed_dirs: Annotated[list[Path], NoDecode] = Field(
        default=[], description="More folders whose files callers may name, separated like PATH."
    )
    monthly_budget_usd: Usd = Field(default=Decimal(20), description="Most that may be spent in a calendar month.")
    daily_budget_usd: Usd | None = Field(default=None, description="Most that may be spent in a day.")
    per_call_budget_usd: Usd | None = Field(default=None, description="Most that one call may cost.")
    total_budget_usd: Usd | None = Field(default=None, description="Most that may ever be spent.")
    warn_at: float = Field(
        default=0.8, gt=0, le=1, description="Share of a cap (0 to 1) from which check_budget warns."
    )
    time_zone: str = Field(default="UTC", description="Time zone in which days and months begin, for example UTC.")
    approve_above_usd: Usd | None = Field(
        default=Decimal(5), description="A call that can cost more than this needs the user's consent."
    )
    enhance_prompts: bool = Field(
        default=False,
        description="1 lets a text model work prompts out before they go to a vendor (needs a Gemini key).",
    )
    improve_scripts: bool = Field(
        default=False,
        description="1 lets a text model better the words of scripts written here from articles (needs a Gemini key).",
    )
    reuse_hours: float = Field(
        default=24,
        ge=0,
        le=8760,
        description="Hours for which an identical request gets the film made before; 0 never.",
    )
    pictures: bool = Field(
        default=True, description="0 leaves pictures out of answers; their paths are in the text all the same."
    )
    background: bool = Field(
        default=False,
        description="1 lets a worker process finish what is under way when the server ends; it ends when nothing is "
        "left.",
    )
    no_spend: bool = Field(default=False, description="1 removes every paid backend.")
    database_url: SecretStr | None = Field(
        default=None, description="postgresql://... to share jobs between machines; SQLite in FOOTAGE_HOME if unset."
    )
    database_direct_url: SecretStr | None = Field(
        default=None,
        description="The same database past a pooler in transaction mode, for workers' locks and notices; "
        "FOOTAGE_DATABASE_URL if unset.",
    )
    database_connections: int = Field(
        default=5,
        ge=2,
        le=100,
        description="Most connections of a process to PostgreSQL; the job engine has as many again, a worker one more.",
    )
    storage: str | None = Field(
        default=None,
        description="gs://bucket/prefix, s3://bucket/prefix or a folder that all machines have mounted, to put films "
        "into as well; unset keeps them local.",
    )
    outlet_key: SecretStr | None = Field(
        default=None,
        min_length=40,
        description="Key that seals the keys of accounts that films are sent to; a file in FOOTAGE_HOME if unset. For "
        "several homes with one database.",
    )
    storage_public_url: str | None = Field(
        default=None,
        description="Address under which the bucket is public, such as a CDN's; links are signed if unset.",
    )
    allowed_buckets: Annotated[list[str], NoDecode] = Field(
        default=[], description="More buckets whose gs:// files callers may name, separated by commas."
    )
    clip_model: str = Field(
        default="openai/clip-vit-base-patch32",
        min_length=1,
        description="The CLIP or SigLIP model that judges films: owner/name on the Hugging Face Hub, or a folder.",
    )
    judge: str | None = Field(
        default=None,
        min_length=1,
        description="Who tells check_quality an opinion of films: gemini (for cents), or a local model or its folder.",
    )
    ffmpeg: Path | None = Field(default=None, description="An ffmpeg binary to use instead of the bundled one.")
    voice: str | None = Field(
        default=None,
        min_length=1,
        max_length=1000,
        description="Who narrates where nobody is named, such as kokoro:af_heart or, for money, gemini:Kore.",
    )
    piper_voice: Path | None = Field(
        default=None, description="A Piper voice (.onnx, with its .onnx.json beside it) that narrates its language."
    )
    whisper_model: Path | None = Field(
        default=None, description="Folder of a faster-whisper model, from which add_captions transcribes speech."
    )
    poll_interval_s: float | None = Field(
        default=None, gt=0, le=300, description="Seconds between polls of a backend; unset uses each backend's pace."
    )
    deadline_s: float = Field(
        default=1800,
        gt=0,
        le=86_400,
        description="Seconds for a backend to finish a film, restarts included; then it is given up as in doubt.",
    )
    models_dir: Path | None = Field(
        default=None, description="Folder with the weights of local models, besides the Hugging Face cache."
    )
    local_cpu: bool = Field(
        default=False, description="1 lets local models run on the processor where there is no GPU, very slowly."
    )
    warm_models: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="Local backends whose weights a process that makes films loads before the first is asked for, "
        "separated by commas.",
    )
    planned_diffusion: bool = Field(
        default=False,
        description="1 lets local models make keyframes first and then the frames between them; experimental.",
    )
    device_wait_s: float = Field(
        default=60,
        ge=0,
        le=86_400,
        description="Seconds that jobs for a GPU wait for one when the last worker is gone; then they go on without.",
    )
    stock_sources: Annotated[list[StockSource], NoDecode] = Field(
        default=[],
        description="Sites without a key that real footage is looked for at, after those with one: commons, nasa, "
        "archive, separated by commas.",
    )
    credentials: Literal["off", "on", "required"] = Field(
        default="on",
        description="on signs every film with content credentials; required lets none leave without; off leaves out "
        "all marks.",
    )
    credential_cert: Path | None = Field(
        default=None, description="PEM file with the certificates to sign films with; unset: the home's own identity."
    )
    credential_key: Path | None = Field(default=None, description="PEM file with the key of FOOTAGE_CREDENTIAL_CERT.")
    credential_signer: str | None = Field(
        default=None,
        min_length=1,
        description="A command that signs with the key of FOOTAGE_CREDENTIAL_CERT: bytes in, signature out.",
    )
    credential_anchors: Path | None = Field(
        default=None, description="PEM file with the certificates of signers who are trusted when films are checked."
    )
    tsa_url: str | None = Field(
        default=None, description="Address of an RFC 3161 service that stamps the time of signatures."
    )
    backends: dict[str, bool] = Field(
        default={}, description="Backends switched on or off; in the environment FOOTAGE_BACKEND_<NAME>_ENABLED."
    )

    @field_validator("allowed_dirs", mode="before")
    @classmethod
    def _split_paths(cls, value: Any) -> Any:
        return [part for part in value.split(os.pathsep) if part] if isinstance(value, str) else value

    @field_validator("allowed_dirs")
    @classmethod
    def _expanded_dirs(cls, value: list[Path]) -> list[Path]:
        return [folder(path) for path in value]

    @field_validator("home", mode="before")
    @classmethod
    def _some_home(cls, value: Any) -> Any:
        return default_home() if isinstance(value, str) and not value.strip() else value

    @field_validator("ffmpeg")
    @classmethod
    def _on_path(cls, value: Path | None) -> Path | None:
        return Path(shutil.which(value) or value) if value else None

    @field_validator("credentials", mode="before")
    @classmethod
    def _yaml_word(cls, value: Any) -> Any:
        """YAML takes `on` and `off` for yes and no."""
        said = str(value).strip().lower()
        return {"1": "on", "true": "on", "yes": "on", "0": "off", "false": "off", "no": "off"}.get(said, said)

    @field_validator("tsa_url")
    @classmethod
    def _tsa_address(cls, value: str | None) -> str | None:
        return web_address(value) if value else None

    @field_validator(
        "home",
        "ffmpeg",
        "piper_voice",
        "whisper_model",
        "models_dir",
        "credential_cert",
        "credential_key",
        "credential_anchors",
    )
    @classmethod
    def _expanded(cls, value: Path | None) -> Path | None:
        return folder(value) if value else None

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as exc:
            raise ValueError(f"unknown time zone {value!r}") from exc
        return value

    @field_validator("database_url", "database_direct_url")
    @classmethod
    def _known_database(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not value.get_secret_value().startswith(_POSTGRES):
            raise ValueError("only postgresql:// URLs are supported")
        return value

    @field_validator("storage")
    @classmethod
    def _known_storage(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if value.startswith(("/", "~", "file:///")):
            return str(folder(value.removeprefix("file://")))
        scheme, _, place = value.partition("://")
        bucket, _, prefix = place.rstrip("/").partition("/")
        if scheme not in {"gs", "s3"} or not _BUCKET.fullmatch(bucket) or not _PREFIX.fullmatch(prefix):
            raise ValueError("only gs://bucket/prefix, s3://bucket/prefix and a whole path of a folder are supported")
        if {".", ".."} & set(prefix.split("/")):
            raise ValueError("a prefix cannot have . or .. in it")
        return value.rstrip("/")

    @field_validator("storage_public_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        return web_address(value) if value else None

    @field_validator("allowed_buckets", "stock_sources", "warm_models", mode="before")
    @classmethod
    def _split_list(cls, value: Any) -> Any:
        return split(value) if isinstance(value, str) else value

    @field_validator("allowed_buckets")
    @classmethod
    def _bucket_names(cls, value: list[str]) -> list[str]:
        if wrong := [name for name in value if not _BUCKET.fullmatch(name)]:
            raise ValueError(f"{wrong[0]!r} is not the name of a bucket")
        return value

    @model_validator(mode="after")
    def _keep_password(self) -> Self:
        for url in (self.database_url, self.database_direct_url):
            if url:
                password = urlsplit(url.get_secret_value()).password
                keep_secret(password, unquote(password or ""))
        if self.database_direct_url and not self.database_url:
            raise ValueError("database_direct_url needs database_url")
        return self

    @model_validator(mode="after")
    def _whole_identity(self) -> Self:
        if not self.credential_cert and (self.credential_key or self.credential_signer):
            raise ValueError("credential_key and credential_signer need credential_cert")
        if self.credential_cert and not (self.credential_key or self.credential_signer):
            raise ValueError("credential_cert needs credential_key or credential_signer")
        return self

    @model_validator(mode="after")
    def _public_bucket(self) -> Self:
        if self.storage_public_url and not self.storage:
            raise ValueError("storage_public_url needs storage")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment first, then config.yaml; no .env file is ever read."""
        home = Path((init_settings() or {}).get("home") or default_home())
        file = InitSettingsSource(settings_cls, init_kwargs=yaml_data.mapping(home / "config.yaml"))
        return init_settings, _BackendFlags(settings_cls), env_settings, SecretFiles(settings_cls, ENV_PREFIX), file

    @property
    def places(self) -> tuple[str, ...]:
        """The files and folders that settings name, which nobody elsewhere is told of; the longest first."""
        named = [one for value in self.model_dump().values() for one in (value if isinstance(value, list) else [value])]
        whole = {f"{one}" for one in named if isinstance(one, str | Path) and Path(one).is_absolute()}
        return tuple(sorted(whole - {"/"}, key=len, reverse=True))

    def make_home(self) -> None:
        """Make its folder, if it is not there. Raises InvalidInputError where something else stands in the way."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as exc:
            raise InvalidInputError(
                f"FOOTAGE_HOME: {self.home} cannot be a folder, as there is a file.",
                hint="Set FOOTAGE_HOME to a folder.",
            ) from exc

    @property
    def media_dir(self) -> Path:
        """Finished films, one folder a job."""
        return self.home / "media"

    @property
    def work_dir(self) -> Path:
        """Unfinished files, one folder a job; emptied when the job ends."""
        return self.home / "work"

    @property
    def inputs_dir(self) -> Path:
        """Copies of what callers named by URL; each is removed after a day."""
        return self.home / "inputs"

    @property
    def parts_dir(self) -> Path:
        """Drawn scenes, by what they show; each is removed after a week."""
        return self.home / "parts"

    def is_enabled(self, backend: str, *, default: bool) -> bool:
        """Whether the user switched this backend on or off; `default` if they said nothing."""
        return self.backends.get(backend, default)

    def forbids(self, backend: str, cost: Money) -> str | None:
        """Why nothing may be sent to a backend at this price, whatever was planned before; None when it may."""
        if self.no_spend and cost > ZERO:
            return "spending is switched off (FOOTAGE_NO_SPEND)"
        if self.backends.get(backend) is False:
            return f"it is switched off (FOOTAGE_BACKEND_{backend.upper()}_ENABLED)"
        return None

    def caps(self) -> dict[str, Money]:
        """The caps that are set, by name: month, day, call, total."""
        named = {
            "month": self.monthly_budget_usd,
            "day": self.daily_budget_usd,
            "call": self.per_call_budget_usd,
            "total": self.total_budget_usd,
        }
        return {name: Money.usd(amount) for name, amount in named.items() if amount is not None}


class _BackendFlags(PydanticBaseSettingsSource):
    """`FOOTAGE_BACKEND_<NAME>_ENABLED` variables as the `backends` mapping."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        matches = ((_BACKEND_FLAG.match(key), value) for key, value in os.environ.items())
        flags = {match[1].lower(): value for match, value in matches if match and value}
        return {"backends": flags} if flags else {}


def load_settings(**overrides: Any) -> Settings:
    """Read the settings once.

    Args:
        overrides: Values that win over the environment (tests, command-line options).

    Raises:
        InvalidInputError: A value is wrong; the message names the setting, never a secret value.
    """
    try:
        return Settings(**overrides)
    except SettingsError as exc:
        raise InvalidInputError(
            f"Footage's settings are wrong: {exc}.", hint="Correct the FOOTAGE_* variable or config.yaml."
        ) from exc
    except ValidationError as exc:
        problems = "; ".join(f"{'.'.join(str(p) for p in e['loc'])}: {e['msg']}" for e in exc.errors())
        raise InvalidInputError(
            f"Footage's settings are wrong: {problems}", hint="Correct the FOOTAGE_* variable or config.yaml."
        ) from exc
