"""The chat server with its conversations on DynamoDB and its files on S3, as the laptop's AWS APIs emulate them."""

import os
import sys

import boto3

from agents.demo_model import MODEL_ID
from chat.history.dynamodb.table import create_table

TABLE, BUCKET = "history", "uploads"


def prepare() -> None:
    """Make the table and the bucket, and keep the embedded model, although there are credentials now."""
    os.environ.update(
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        HISTORY_URL=f"dynamodb://{TABLE}",
        UPLOADS_BUCKET=BUCKET,
    )
    create_table(boto3.client("dynamodb"), TABLE)
    boto3.client("s3").create_bucket(Bucket=BUCKET)
    path = f"/teachers_assistant/{os.environ['TEACHERS_ASSISTANT_ENV']}/default_model_id"
    boto3.client("ssm").put_parameter(Name=path, Value=MODEL_ID, Type="String", Overwrite=True)


if __name__ == "__main__":
    prepare()
    from chat.__main__ import main

    sys.exit(main())
