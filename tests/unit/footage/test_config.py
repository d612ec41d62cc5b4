from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from footage.config import Settings, default_home, load_settings
from footage.errors import InvalidInputError
from footage.misspelt import misspelt
from footage.money import Money
from footage.secret_files import secret_fields
from footage.secrets import scrubbed


def test_the_environment_wins_over_the_file_and_the_file_over_defaults(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config.yaml").write_text("monthly_budget_usd: 5\ndaily_budget_usd: 2\n")
    monkeypatch.setenv("FOOTAGE_DAILY_BUDGET_USD", "1.5")
    settings = load_settings()
    assert settings.home == home
    assert settings.caps() == {"month": Money.usd(5), "day": Money.usd("1.5")}
    assert settings.warn_at == 0.8


def test_a_backend_is_switched_by_its_own_variable(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "config.yaml").write_text("backends: {fake: true, veo: false}\n")
    monkeypatch.setenv("FOOTAGE_BACKEND_FAKE_ENABLED", "0")
    settings = load_settings()
    assert not settings.is_enabled("fake", default=True)
    assert settings.is_enabled("other", default=True)


def test_folders_are_separated_like_path(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTAGE_ALLOWED_DIRS", "/a:/b")
    assert load_settings().allowed_dirs == [Path("/a"), Path("/b")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MONTHLY_BUDGET_USD", "-1"),
        ("MONTHLY_BUDGET_USD", "NaN"),
        ("WARN_AT", "2"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("STORAGE", "ftp://bucket/films"),
        ("STORAGE", "films"),
        ("LINK_KEY", "short"),
        ("PUBLIC_URL", "footage.test"),
        ("STORAGE", "gs://"),
        ("STORAGE", "gs://Bucket"),
        ("STORAGE", "gs://bucket//films"),
        ("STORAGE", "gs://bucket/../other"),
        ("STORAGE_PUBLIC_URL", "ftp://cdn.test"),
        ("STORAGE_PUBLIC_URL", "https://cdn.test"),
        ("ALLOWED_BUCKETS", "films,gs://more"),
        ("DATABASE_URL", "mysql://me:secret-word@host/db"),
    ],
)
def test_a_wrong_setting_is_named_and_no_secret_is_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"FOOTAGE_{name}", value)
    with pytest.raises(InvalidInputError, match=name.lower()) as caught:
        load_settings()
    assert "secret-word" not in caught.value.message


def test_a_misspelt_setting_in_the_file_is_refused(home: Path) -> None:
    (home / "config.yaml").write_text("monthly_budget: 5\n")
    with pytest.raises(InvalidInputError, match="monthly_budget"):
        load_settings()


def test_the_database_url_is_masked(home: Path) -> None:
    settings = load_settings(database_url="postgresql://me:secret-word@host/db")
    assert "secret-word" not in repr(settings)


def test_budgets_are_exact(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTAGE_MONTHLY_BUDGET_USD", "0.1")
    assert load_settings().monthly_budget_usd == Decimal("0.1")


def test_storage_is_a_bucket_and_buckets_are_separated_by_commas(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTAGE_STORAGE", "gs://my-films/a/b/")
    monkeypatch.setenv("FOOTAGE_STORAGE_PUBLIC_URL", "https://cdn.test/films/")
    monkeypatch.setenv("FOOTAGE_ALLOWED_BUCKETS", "films, my.domain.test")
    settings = load_settings()
    assert (settings.storage, settings.storage_public_url) == ("gs://my-films/a/b", "https://cdn.test/films")
    assert settings.allowed_buckets == ["films", "my.domain.test"]


def test_what_is_switched_off_may_not_be_asked_and_free_films_may(home: Path) -> None:
    off = load_settings(no_spend=True, backends={"veo": False, "runway": True})
    assert "FOOTAGE_NO_SPEND" in str(off.forbids("runway", Money.usd("0.01")))
    assert off.forbids("storyboard", Money(0)) is None
    on = load_settings(backends={"veo": False, "runway": True})
    assert "FOOTAGE_BACKEND_VEO_ENABLED" in str(on.forbids("veo", Money(0)))
    assert on.forbids("runway", Money.usd(1)) is None
    assert on.forbids("pixverse", Money.usd(1)) is None  # a job's backend may be on where it was placed


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("~/films", Path.home() / "films"),
        ("", Path.home() / ".footage"),
        ("  ", Path.home() / ".footage"),
        ("films", Path.cwd() / "films"),
        ("./films/../other", Path.cwd() / "films/../other"),
        ("/films", Path("/films")),
    ],
)
def test_the_home_is_one_folder_however_it_is_written(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: Path
) -> None:
    monkeypatch.setenv("FOOTAGE_HOME", value)
    assert (load_settings().home, default_home()) == (expected, expected)


def test_a_tilde_stands_for_the_home_in_every_path(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("FFMPEG", "PIPER_VOICE", "WHISPER_MODEL", "MODELS_DIR", "ALLOWED_DIRS")
    for name in names:
        monkeypatch.setenv(f"FOOTAGE_{name}", "~/x")
    settings = load_settings()
    for name in names[:-1]:
        assert getattr(settings, name.lower()) == Path.home() / "x", name
    assert settings.allowed_dirs == [Path.home() / "x"]


def test_a_program_on_the_path_is_found_by_its_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTAGE_FFMPEG", "true")
    ffmpeg = load_settings().ffmpeg
    assert ffmpeg is not None
    assert (ffmpeg.name, ffmpeg.is_absolute(), ffmpeg.is_file()) == ("true", True, True)


def test_an_empty_variable_is_one_that_is_not_set(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STORAGE", "DATABASE_URL", "APPROVE_ABOVE_USD", "WARN_AT", "JUDGE", "BACKEND_VEO_ENABLED"):
        monkeypatch.setenv(f"FOOTAGE_{name}", "")
    assert load_settings() == load_settings(home=home)
    settings = load_settings()
    assert (settings.storage, settings.database_url, settings.approve_above_usd) == (None, None, Decimal(5))
    assert settings.is_enabled("veo", default=True)


def test_a_misspelt_variable_is_told_with_the_one_that_was_meant() -> None:
    environ = {
        "FOOTAGE_HOME": "/x",
        "FOOTAGE_MONTHY_BUDGET_USD": "5",
        "FOOTAGE_BACKEND_RUNWAY_ENABLED": "1",
        "FOOTAGE_BACKEND_RUNWY_ENABLED": "1",
        "FOOTAGE_CRASH_AT": "submitted",
        "footage_warn_at": "0.5",
        "FOOTAGE_ZZZ": "1",
        "OTHER": "1",
    }
    found = {one.name: one.meant for one in misspelt(environ, ["runway", "veo"])}
    assert found == {
        "FOOTAGE_MONTHY_BUDGET_USD": "FOOTAGE_MONTHLY_BUDGET_USD",
        "FOOTAGE_BACKEND_RUNWY_ENABLED": "FOOTAGE_BACKEND_RUNWAY_ENABLED",
        "FOOTAGE_ZZZ": None,
    }


_URL, _KEY = "postgresql://me:secret-word@host/db", "a-secret-of-more-than-forty-characters-it-is"
SECRETS = {name.upper(): _URL if name.startswith("database") else _KEY for name in secret_fields(Settings)}


def test_every_secret_may_be_in_a_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"DATABASE_URL", "DATABASE_DIRECT_URL", "WEBHOOK_SECRET", "LINK_KEY"} <= SECRETS.keys()
    for name, value in SECRETS.items():
        file = home / name
        file.write_bytes(b"\xef\xbb\xbf" + value.encode() + b"\r\n")
        monkeypatch.setenv(f"FOOTAGE_{name}_FILE", str(file))
    settings = load_settings()
    for name, value in SECRETS.items():
        assert getattr(settings, name.lower()).get_secret_value() == value
        assert misspelt({f"FOOTAGE_{name}_FILE": "x"}, []) == []
        assert scrubbed(f"... {value} ...") != f"... {value} ..."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        (b"\xff\xfe\x00secret-word", "is no text"),
        (b"x" * 70_000, "larger"),
        (b"short", "16"),
        (b"", "is empty"),
        (b" \r\n", "is empty"),
    ],
)
def test_a_file_that_is_no_secret_is_named_without_its_content(
    home: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, words: str
) -> None:
    if content is not None:
        (home / "key").write_bytes(content)
    monkeypatch.setenv("FOOTAGE_LINK_KEY_FILE", str(home / "key"))
    with pytest.raises(InvalidInputError, match=words) as caught:
        load_settings()
    assert "secret-word" not in caught.value.message


def test_a_secret_that_is_given_twice_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTAGE_LINK_KEY_FILE", str(home / "key"))
    monkeypatch.setenv("FOOTAGE_LINK_KEY", "sixteen-or-more-characters")
    with pytest.raises(InvalidInputError, match="both set"):
        load_settings()


def test_a_direct_address_needs_the_other_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTAGE_DATABASE_DIRECT_URL", SECRETS["DATABASE_URL"])
    with pytest.raises(InvalidInputError, match="database_direct_url needs database_url"):
        load_settings()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("on", "on"), ("off", "off"), ("true", "on"), ("no", "off"), ("1", "on"), ("0", "off"), ("required", "required")],
)
def test_credentials_are_switched_as_people_write_it(
    written: str, meant: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config.yaml").write_text(f"credentials: {written}\n")
    assert load_settings().credentials == meant
    monkeypatch.setenv("FOOTAGE_CREDENTIALS", written.upper())
    assert load_settings().credentials == meant


@pytest.mark.parametrize("lone", ["credential_cert", "credential_key", "credential_signer"])
def test_half_an_identity_is_refused(lone: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"FOOTAGE_{lone.upper()}", f"{home}/one.pem")
    with pytest.raises(InvalidInputError, match="credential_"):
        load_settings()


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_home_where_a_file_stands_is_refused(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InvalidInputError, match="FOOTAGE_HOME"):
        load_settings(home=tmp_path / "file" / below).make_home()
