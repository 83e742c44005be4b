"""The AWS side: a CDK application, its parameters and its policies."""

import os

from infra.aws.cdk_cli import NODE

# CDK runs on Node: the version that uv.lock pins, not the one of the machine.
os.environ.setdefault("JSII_NODE", str(NODE))
