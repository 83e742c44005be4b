"""Finds AWS credentials of this machine without using the network."""

from __future__ import annotations

import botocore.exceptions
import botocore.session

from infra.local.errors import StartError

PLACEHOLDER = "local"  # what the printed example signs with; any signature will do on loopback
_PLACEHOLDERS = (PLACEHOLDER, "test", "testing")


def credentials_source() -> str | None:
    """Where the SDK finds credentials (`env`, `shared-credentials-file`, ...), or nothing.

    Raises:
        StartError: when they are configured but cannot be used.
    """
    try:
        resolver = botocore.session.Session().get_component("credential_provider")
        resolver.remove("iam-role")  # the metadata service is off this machine
        found = resolver.load_credentials()
    except botocore.exceptions.BotoCoreError as error:
        raise StartError(
            f"Your AWS credentials cannot be used ({error}); mend them, or unset AWS_PROFILE to run without."
        ) from error
    if found is None or found.access_key in _PLACEHOLDERS:
        return None
    return str(found.method)
