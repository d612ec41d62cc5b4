"""Where files are kept, how they are named on the web, and what callers bring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from footage.ports.files import ObjectStore, RemoteFiles
from footage.ports.links import Links
from footage.ports.uploads import Uploads
from footage.threads import utc_now
from mcp_server.wiring.storage import secrets_of

if TYPE_CHECKING:
    from footage.config import Settings
    from footage.vendors import VendorSettings
    from storage.db import Database
    from storage.objects.gcs import Gcs
    from storage.objects.shared import Place

_LINK_SECRET = "links"  # noqa: S105 - the name of it


def cloud_storage(vendors: VendorSettings) -> Gcs:
    """Google Cloud Storage as the environment says; nothing is opened yet."""
    from storage.objects.gcs import Gcs

    return Gcs(emulated=bool(vendors.storage_emulator_host), credentials_file=vendors.google_application_credentials)


def objects(settings: Settings, gcs: Gcs) -> ObjectStore:
    """Where finished files go.

    Raises:
        UnavailableError: They are to go into S3, and the library for that is not here.
    """
    from storage.objects.local import LocalObjects
    from storage.objects.shared import SharedObjects

    local = LocalObjects(settings.media_dir, settings.work_dir)
    if settings.storage is None:
        return local
    place, prefix = place_of(settings.storage, gcs)
    lends = settings.database_url is not None  # jobs in SQLite are this machine's alone
    return SharedObjects(local, place, prefix, settings.storage_public_url, lends=lends)


def place_of(storage: str, gcs: Gcs) -> tuple[Place, str]:
    """The bucket or folder of FOOTAGE_STORAGE, and what names begin with in it.

    Raises:
        UnavailableError: As in `objects`.
    """
    from storage.objects.folder import FolderPlace
    from storage.objects.gcs import GcsPlace
    from storage.objects.s3 import S3Place, require_extra

    scheme, is_bucket, rest = storage.partition("://")
    bucket, _, prefix = rest.partition("/")
    if not is_bucket:
        return FolderPlace(Path(storage)), ""
    if scheme == "gs":
        return GcsPlace(gcs, bucket), prefix
    require_extra()
    return S3Place(bucket), prefix


def remote(settings: Settings, gcs: Gcs, vendors: VendorSettings) -> RemoteFiles:
    """What callers name by URL."""
    from storage.objects.remote import RemoteCopies

    storage = settings.storage or ""
    own = [storage.removeprefix("gs://")] if storage.startswith("gs://") else []
    emulator = urlsplit(vendors.storage_emulator_host or "").netloc
    return RemoteCopies(
        settings.inputs_dir, gcs, [*own, *settings.allowed_buckets], trusted=[emulator] if emulator else []
    )


def uploads(settings: Settings, database: Database) -> Uploads:
    """What callers bring."""
    from storage.books.uploads import UploadTable

    max_bytes, quota_bytes = settings.upload_max_mb * 10**6, round(settings.upload_quota_gb * 10**9)
    return UploadTable(database, utc_now, max_bytes=max_bytes, quota_bytes=quota_bytes)


def links(settings: Settings, database: Database, places: Uploads) -> Links | None:
    """Addresses for callers from elsewhere; None where nothing says where this installation is."""
    from storage.objects.links import SignedLinks

    if settings.public_url is None:
        return None
    kept = secrets_of(database)
    return SignedLinks(settings.public_url, lambda: settings.link_keys or [kept.get(_LINK_SECRET)], places, utc_now)
