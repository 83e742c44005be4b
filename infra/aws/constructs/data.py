"""Persistent data: the history table and the bucket of attachments."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.aws.constructs.permissions import allow

_ITEM_ACTIONS = ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "Query")
_USERS = "users/*"


class Data(Construct):
    """The history table, the bucket of attachments and, if enabled, the bucket of access logs.

    Args:
        retain: Whether they are kept when the stack is deleted.
        access_logs: Whether to create a bucket for access logs.
    """

    def __init__(self, scope: Construct, id: str, *, retain: bool, access_logs: bool) -> None:  # noqa: A002
        super().__init__(scope, id)
        removal = RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY
        self.history = _history(self, removal, retain)
        self.access_logs = _access_logs(self) if access_logs else None
        # No versioning: an erased object must be gone.
        self.uploads = s3.Bucket(
            self,
            "Uploads",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            lifecycle_rules=[s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(1))],
            removal_policy=removal,
            server_access_logs_bucket=self.access_logs,
            server_access_logs_prefix="uploads/" if access_logs else None,
        )

    def grant(self, role: iam.IRole) -> None:
        """Grant the server read, write and delete on history and attachments."""
        table = self.history.table_arn
        allow(
            role,
            "History",
            [f"dynamodb:{action}" for action in _ITEM_ACTIONS],
            [table, f"{table}/index/by_activity"],
        )
        allow(
            role,
            "Attachments",
            ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
            [self.uploads.arn_for_objects(_USERS)],
            because="Each person's files lie below their own name.",
        )
        allow(
            role,
            "ListAttachments",
            ["s3:ListBucket"],
            [self.uploads.bucket_arn],
            conditions={"StringLike": {"s3:prefix": _USERS}},
        )


def _history(scope: Construct, removal: RemovalPolicy, protected: bool) -> dynamodb.Table:
    """The same table as `chat/history/dynamodb/table.py` creates; a test compares the two."""
    text = dynamodb.AttributeType.STRING
    table = dynamodb.Table(
        scope,
        "History",
        partition_key=dynamodb.Attribute(name="owner", type=text),
        sort_key=dynamodb.Attribute(name="item", type=text),
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        time_to_live_attribute="expires",
        point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=True
        ),
        deletion_protection=protected,
        removal_policy=removal,
    )
    table.add_local_secondary_index(
        index_name="by_activity",
        sort_key=dynamodb.Attribute(name="active", type=text),
        projection_type=dynamodb.ProjectionType.ALL,
    )
    return table


def _access_logs(scope: Construct) -> s3.Bucket:
    return s3.Bucket(
        scope,
        "AccessLogs",
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        encryption=s3.BucketEncryption.S3_MANAGED,  # the only one that a load balancer can write to
        enforce_ssl=True,
        minimum_tls_version=1.2,
        lifecycle_rules=[
            s3.LifecycleRule(expiration=Duration.days(90), abort_incomplete_multipart_upload_after=Duration.days(1))
        ],
        removal_policy=RemovalPolicy.RETAIN,
    )
