"""An S3 API on loopback, and a bucket."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import boto3

from tests.support.aws_apis import one_service

REGION = "us-east-1"


@dataclass(frozen=True)
class Bucket:
    """Where the API is, and what the bucket is called."""

    url: str
    name: str

    def environment(self) -> dict[str, str]:
        """What a process needs to reach it."""
        return {"AWS_ENDPOINT_URL_S3": self.url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@contextmanager
def s3() -> Iterator[Bucket]:
    """Run the API with one empty bucket."""
    with one_service("s3", threaded=True) as url:
        bucket = Bucket(url, f"uploads-{uuid.uuid4().hex[:12]}")
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        client = boto3.client("s3", region_name=REGION, endpoint_url=bucket.url, **keys)
        try:
            client.create_bucket(Bucket=bucket.name)
            yield bucket
        finally:
            client.close()
