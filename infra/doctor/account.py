"""What the checks before a deployment look at: the account, and the context that will be deployed."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = Config(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 2})


@dataclass
class Account:
    """One account in one region, as these credentials see it.

    Attributes:
        session: The credentials and the region.
        context: The context of `cdk.json`.
        name_server: Who is asked about domains, as address and port; None is whom this machine asks.
    """

    session: boto3.Session
    context: dict[str, Any]
    name_server: tuple[str, int] | None = None

    @classmethod
    def here(cls, given: Sequence[str] = (), root: Path = ROOT) -> "Account":
        """The account that the environment names, and the context of this repository.

        Args:
            given: More of the context, as `key=value`.
            root: Where `cdk.json` is.
        """
        try:
            context = json.loads((root / "cdk.json").read_text("utf-8"))["context"]
        except FileNotFoundError:
            context = {}
        return cls(boto3.Session(), context | dict(pair.split("=", 1) for pair in given))

    @property
    def environment(self) -> str:
        """The name of what is deployed, and of its parameters."""
        return str(self.context.get("environment", "dev"))

    def size(self, key: str, dev: int, prod: int) -> int:
        """A number of the context, or what the profile has for it."""
        profile = self.context.get("profile", "prod" if self.environment == "prod" else "dev")
        return int(self.context.get(key, prod if profile == "prod" else dev))

    @property
    def region(self) -> str | None:
        """The region that all is asked of."""
        # The AWS CLI reads one variable, the CDK and the server the other.
        return self.session.region_name or os.environ.get("AWS_REGION") or None

    @property
    def is_local(self) -> bool:
        """Whether these are the AWS APIs of a laptop."""
        host = urlsplit(os.environ.get("AWS_ENDPOINT_URL", "")).hostname or ""
        return host == "localhost" or host.startswith("127.")

    def client(self, service: str, region: str | None = None) -> Any:
        """A client that does not wait for long."""
        return self.session.client(service, region_name=region or self.region or "us-east-1", config=_PATIENCE)

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters of this environment by their last name; the secret ones without their values."""
        pages = (
            self.client("ssm")
            .get_paginator("get_parameters_by_path")
            .paginate(Path=f"/teachers_assistant/{self.environment}/", Recursive=True, WithDecryption=False)
        )
        found = [parameter for page in pages for parameter in page["Parameters"]]
        return {parameter["Name"].rsplit("/", 1)[-1]: parameter["Value"] for parameter in found}
