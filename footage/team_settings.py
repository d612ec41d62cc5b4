"""What can be set where others call over the network: addresses, keys, tokens, limits, links and uploads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from footage.addresses import is_safe
from footage.secrets import keep_secret
from footage.setting_values import folder, split, web_address

_LINK_KEY_CHARS = 16
Auth = Literal["none", "keys", "jwt"]
"""How `footage serve` knows who calls: not at all, by keys of its own, or by tokens of an authorization server."""


class TeamSettings(BaseSettings):
    """The part of `footage.config.Settings` that is for teams."""

    webhook_url: str | None = Field(
        default=None, description="https address that is told when the share FOOTAGE_WARN_AT of a cap is used."
    )
    webhook_secret: SecretStr | None = Field(
        default=None, min_length=16, description="Signs what FOOTAGE_WEBHOOK_URL is told (Standard Webhooks)."
    )
    webhook_private: bool = Field(
        default=False, description="1 allows a FOOTAGE_WEBHOOK_URL in a private network, also without https."
    )
    agent_webhooks: bool = Field(
        default=False,
        description="1 lets agents that call by A2A name public https addresses that are told how their tasks stand.",
    )
    rate_per_minute: int | None = Field(
        default=None,
        ge=1,
        le=100_000,
        description="How often a minute a key may place work that has no rate of its own; unset as often as it likes.",
    )
    rate_burst: int = Field(
        default=10, ge=1, le=10_000, description="How many calls that place work may come at once within that rate."
    )
    public_url: str | None = Field(
        default=None, description="Address under which `footage serve` is reached, which links begin with."
    )
    link_key: SecretStr | None = Field(
        default=None,
        description="Key that signs links to films, at least 16 characters; two separated by a comma to change it: the "
        "first signs. Unset: one that the database keeps.",
    )
    upload_max_mb: int = Field(default=500, ge=1, le=50_000, description="Most megabytes of a file that is uploaded.")
    upload_quota_gb: float = Field(
        default=10, gt=0, le=100_000, description="Most gigabytes of uploads that a team has at a time."
    )
    keys_file: Path | None = Field(
        default=None, description="YAML or JSON file that declares keys and teams; read at each start."
    )
    jwt_issuer: str | None = Field(
        default=None, description="Authorization server whose tokens are taken over HTTP, as tokens name it (iss)."
    )
    jwt_keys_url: str | None = Field(
        default=None, description="Where that server's keys are, if its metadata does not say so."
    )
    jwt_audience: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="What tokens call this server (aud), separated by commas; FOOTAGE_PUBLIC_URL/mcp if unset.",
    )
    jwt_team_claim: str = Field(
        default="team", min_length=1, description="The claim of a token that names its team; a dot leads into a claim."
    )
    jwt_any_team: bool = Field(
        default=False, description="1 takes tokens of teams that nobody has named before, and names them."
    )
    auth: Auth = Field(
        default="none", description="How `footage serve` knows who calls: none (this machine only), keys or jwt."
    )
    studio: bool = Field(default=True, description="0 leaves the studio out of `footage serve`.")
    allowed_hosts: Annotated[list[str], NoDecode] = Field(
        default=[], description="More names under which `footage serve` may be asked, separated by commas."
    )
    allowed_origins: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="Web pages that may call `footage serve` from a browser, such as https://app.example.com, "
        "separated by commas.",
    )
    metrics_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        description="Port on which `footage serve` and `footage worker` tell Prometheus what they count, at /metrics; "
        "unset: nothing is counted. 0 takes a free one.",
    )
    metrics_host: str = Field(
        default="127.0.0.1", min_length=1, description="Where that port listens; anybody who reaches it may look."
    )
    drain_s: float | None = Field(
        default=None,
        ge=0,
        le=300,
        description="Seconds for which `footage serve` still takes calls after it was told to end; unset: 5 with a "
        "public address, else 0.",
    )

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        return web_address(value) if value else None

    @field_validator("keys_file")
    @classmethod
    def _expanded_file(cls, value: Path | None) -> Path | None:
        return folder(value) if value else None

    @field_validator("jwt_audience", "allowed_hosts", "allowed_origins", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return split(value) if isinstance(value, str) else value

    @field_validator("jwt_issuer", "jwt_keys_url")
    @classmethod
    def _nobody_listens(cls, value: str | None) -> str | None:
        if value is not None and not is_safe(value):
            raise ValueError("not an https address")
        return value

    @field_validator("link_key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value and any(len(key) < _LINK_KEY_CHARS for key in split(value.get_secret_value())):
            raise ValueError(f"a key has at least {_LINK_KEY_CHARS} characters")
        return value

    @model_validator(mode="after")
    def _signed_webhook(self) -> Self:
        if self.webhook_secret:
            keep_secret(self.webhook_secret.get_secret_value())
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("webhook_url needs webhook_secret")
        if self.webhook_url and not self.webhook_url.startswith("https://" if not self.webhook_private else "http"):
            raise ValueError("webhook_url must begin with https://")
        return self

    @model_validator(mode="after")
    def _keep_link_keys(self) -> Self:
        keep_secret(*self.link_keys)
        return self

    @property
    def link_keys(self) -> list[str]:
        """The keys that the user set for signing links; the first one signs."""
        return split(self.link_key.get_secret_value()) if self.link_key else []
