"""Empties the bucket of attachments: CloudFormation deletes only empty buckets."""

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.aws.deployed_stack import find_stack

_OUTPUT = "UploadsBucket"


class EmptyingFailed(Exception):
    """The bucket could not be emptied; the message says what AWS answered."""


def empty_uploads(stack: str, region: str) -> None:
    """Delete every object of a stack's bucket of attachments, if the stack exists.

    Args:
        stack: The stack's name.
        region: Region of the stack.

    Raises:
        EmptyingFailed: If AWS refuses.
    """
    try:
        bucket = _bucket_of(stack, region)
        if bucket:
            boto3.resource("s3", region_name=region).Bucket(bucket).objects.all().delete()
    except (BotoCoreError, ClientError) as reason:
        raise EmptyingFailed(f"The attachments of {stack} could not be deleted: {reason}") from None


def _bucket_of(stack: str, region: str) -> str | None:
    found = find_stack(boto3.client("cloudformation", region_name=region), stack) or {}
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])}
    name = outputs.get(_OUTPUT)
    return str(name) if name else None
