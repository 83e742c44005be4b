"""Where attached files are kept on this server."""

from pathlib import Path
from urllib.parse import urlsplit

from chat.attachments.disk_store import DiskFileStore
from chat.attachments.file_store import FileStore
from chat.attachments.s3_store import S3FileStore


def open_files(uploads_bucket: str, history_url: str, region: str) -> FileStore | None:
    """Choose the place; `None` when there is none, and nothing can be attached.

    Args:
        uploads_bucket: A bucket; empty when files stay beside the history file.
        history_url: Where conversations are kept.
        region: Where the bucket is.
    """
    if uploads_bucket:
        return S3FileStore(region, uploads_bucket)
    parts = urlsplit(history_url)
    return DiskFileStore(Path(parts.path[1:]).parent / "uploads") if parts.scheme == "sqlite" else None
