"""The cloud, as a CDK application; its parameters and policies stand beside it."""

import os

from infra.aws.node import NODE

# CDK's own code runs on Node: on the one that uv.lock holds, whatever else the machine has.
os.environ.setdefault("JSII_NODE", str(NODE))
