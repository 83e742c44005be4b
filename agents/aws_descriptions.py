"""Reads botocore's descriptions of the services of AWS in a fifth of the memory that its own reader takes.

Botocore keeps every sentence of documentation, an ordered dictionary for every object, and the endpoints of all 300
services; with the clients of one server that is 13 MB.
"""

import gzip
import json
from pathlib import PurePath
from typing import Any

from botocore.loaders import JSONFileLoader

# By the prefixes of their endpoints: the services of this project that the file lists, then those of credentials.
# Every other one is found as those are that botocore does not list there, by the rules of its own.
SERVICES = frozenset({"bedrock", "cognito-idp", "dynamodb", "runtime.sagemaker", "s3", "ssm"}) | frozenset(
    {"oidc", "portal.sso", "sts"}
)


class DescriptionReader(JSONFileLoader):  # type: ignore[misc]
    """Reads a description without its documentation, and of the endpoints those of `SERVICES`."""

    def load_file(self, file_path: str) -> Any:
        """Return what a file describes; None if there is none.

        Args:
            file_path: Its path, without `.json` or `.json.gz`.
        """
        for ending, opener in ((".json", open), (".json.gz", gzip.open)):
            try:
                with opener(file_path + ending, "rb") as file:
                    described = json.load(file, object_hook=_without_documentation)
            except FileNotFoundError:
                continue
            if PurePath(file_path).name == "endpoints":
                for partition in described["partitions"]:
                    partition["services"] = {
                        name: found for name, found in partition["services"].items() if name in SERVICES
                    }
            return described
        return None


def _without_documentation(described: dict[str, Any]) -> dict[str, Any]:
    if isinstance(described.get("documentation"), str):  # a member of that name is no text
        described["documentation"] = ""  # there, for botocore copies that of the parameters of S3
    return described
