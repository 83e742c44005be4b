"""The subject of the checks before a deployment: the AWS account and the context."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config as Patience

from infra.aws.config import Config, read_config
from infra.aws.context import read_context

_PATIENCE = Patience(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 2})


@dataclass
class AwsAccount:
    """One account in one region, with the current credentials.

    Attributes:
        session: The credentials and the region.
        context: The context of `cdk.json`.
        name_server: Address and port of the DNS server; None uses this machine's.
        clients: Those made so far, by service and region; each takes a tenth of a second to make.
    """

    session: boto3.Session
    context: dict[str, object]
    name_server: tuple[str, int] | None = None
    clients: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)

    @classmethod
    def here(cls, given: Sequence[str] = ()) -> "AwsAccount":
        """Return the account of the environment's credentials, with this repository's context.

        Args:
            given: Further `-c key=value` arguments.

        Raises:
            ConfigError: If the context cannot be read.
        """
        return cls(boto3.Session(), read_context(given))

    @property
    def config(self) -> Config:
        """The configuration of the deployment.

        Raises:
            ConfigError: If the context is not valid.
        """
        return read_config(self.context, self.region)

    @property
    def environment(self) -> str:
        """Name of the environment and of its parameter set."""
        return str(self.context.get("environment", "dev"))

    @property
    def region(self) -> str | None:
        """The region of every call."""
        # The AWS CLI reads one variable, the CDK and the server the other.
        return self.session.region_name or os.environ.get("AWS_REGION") or None

    @property
    def is_local(self) -> bool:
        """Whether the AWS endpoints are those of the local cloud."""
        host = urlsplit(os.environ.get("AWS_ENDPOINT_URL", "")).hostname or ""
        return host == "localhost" or host.startswith("127.")

    def client(self, service: str, region: str | None = None) -> Any:
        """Return a client with short timeouts."""
        key = service, region or self.region or "us-east-1"
        if key not in self.clients:
            self.clients[key] = self.session.client(service, region_name=key[1], config=_PATIENCE)
        return self.clients[key]

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters of this environment by name; secure ones without their values."""
        pages = (
            self.client("ssm")
            .get_paginator("get_parameters_by_path")
            .paginate(Path=f"/teachers_assistant/{self.environment}/", Recursive=True, WithDecryption=False)
        )
        found = [parameter for page in pages for parameter in page["Parameters"]]
        return {parameter["Name"].rsplit("/", 1)[-1]: parameter["Value"] for parameter in found}
