"""Opens the file store of this server."""

from pathlib import Path
from urllib.parse import urlsplit

from chat.attachments.disk_store import DiskFileStore
from chat.attachments.file_store import FileStore
from chat.attachments.s3_store import S3FileStore


def open_file_store(uploads_bucket: str, history_url: str, region: str) -> FileStore | None:
    """Return the file store; None if there is none, so that nothing can be attached.

    Args:
        uploads_bucket: The name of a bucket; empty to store files beside the history file.
        history_url: The setting `HISTORY_URL`.
        region: The AWS region of the bucket.
    """
    if uploads_bucket:
        return S3FileStore(region, uploads_bucket)
    parts = urlsplit(history_url)
    return DiskFileStore(Path(parts.path[1:]).parent / "uploads") if parts.scheme == "sqlite" else None
