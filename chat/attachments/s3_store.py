"""Attached files in an S3 bucket."""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from botocore.config import Config
from botocore.exceptions import ClientError

from agents.aws import AwsSession, LazyClient, error_code, run_blocking
from chat.attachments.file_store import FileStoreError, file_key

T = TypeVar("T")

_WORKERS = 8  # concurrent calls
_NOT_FOUND = ("NoSuchKey", "404")
_CONFIG = Config(
    connect_timeout=2,
    read_timeout=10,
    max_pool_connections=_WORKERS,
    retries={"mode": "standard", "total_max_attempts": 3},
)


class S3FileStore:
    """The file store on AWS, with threads and connections of its own.

    Args:
        region: The AWS region of the bucket.
        bucket: The name of the bucket.
    """

    def __init__(self, region: str, bucket: str) -> None:
        self._client = LazyClient(AwsSession(region), "s3", _CONFIG)
        self._bucket = bucket
        self._executor = ThreadPoolExecutor(_WORKERS, thread_name_prefix="uploads")

    async def put(self, owner: str, thread_id: str, name: str, content: bytes) -> None:
        """See `FileStore`."""
        await self._call("put_object", Key=file_key(owner, thread_id, name), Body=content)

    async def get(self, owner: str, thread_id: str, name: str) -> bytes | None:
        """See `FileStore`."""
        return await self._run(lambda: self._read(file_key(owner, thread_id, name)))

    async def delete(self, owner: str, thread_id: str) -> None:
        """See `FileStore`."""
        await self._remove([found["Key"] async for found in self._list(f"{file_key(owner, thread_id)}/")])

    async def sizes(self, owner: str) -> AsyncIterator[tuple[str, int]]:
        """See `FileStore`."""
        async for found in self._list(f"{file_key(owner)}/"):
            yield found["Key"], found["Size"]

    async def erase(self, owner: str) -> None:
        """See `FileStore`."""
        await self._remove([found["Key"] async for found in self._list(f"{file_key(owner)}/")])

    async def sweep(self, days: int) -> int:
        """See `FileStore`."""
        before = datetime.now(UTC) - timedelta(days=days)
        old = [found["Key"] async for found in self._list("users/") if found["LastModified"] < before]
        await self._remove(old)
        return len(old)

    async def check(self) -> None:
        """See `FileStore`."""
        await self._call("list_objects_v2", Prefix="users/", MaxKeys=1)

    def close(self) -> None:
        """See `FileStore`."""
        self._executor.shutdown()
        self._client.close()

    async def _list(self, prefix: str) -> AsyncIterator[dict[str, Any]]:
        more: dict[str, str] = {}
        while True:
            page = await self._call("list_objects_v2", Prefix=prefix, **more)
            for found in page.get("Contents", []):
                yield found
            if not page.get("IsTruncated"):
                return
            more = {"ContinuationToken": page["NextContinuationToken"]}

    async def _remove(self, keys: list[str]) -> None:
        for at in range(0, len(keys), 1000):  # the most keys that one request accepts
            batch = {"Objects": [{"Key": each} for each in keys[at : at + 1000]], "Quiet": True}
            answer = await self._call("delete_objects", Delete=batch)
            if answer.get("Errors"):
                raise FileStoreError("not everything was deleted")

    async def _call(self, operation: str, **arguments: Any) -> Any:
        return await self._run(lambda: getattr(self._client.get(), operation)(Bucket=self._bucket, **arguments))

    async def _run(self, work: Callable[[], T]) -> T:
        return await run_blocking(self._executor, work, FileStoreError)

    def _read(self, name: str) -> bytes | None:
        try:
            content: bytes = self._client.get().get_object(Bucket=self._bucket, Key=name)["Body"].read()
        except ClientError as error:
            if error_code(error) in _NOT_FOUND:
                return None
            raise
        return content
