"""The CDK application that `cdk.json` names."""

import os
import sys

from aws_cdk import App

from infra.aws.config import ConfigError, read_config
from infra.aws.stack import TeachersAssistant


def main() -> int:
    """Synthesise the stack that the context describes."""
    app = App(analytics_reporting=False)
    try:
        config = read_config(app.node.get_all_context(), os.environ.get("CDK_DEFAULT_REGION"))
    except ConfigError as reason:
        print(reason, file=sys.stderr)
        return 1
    TeachersAssistant(app, config=config)
    app.synth()
    return 0


if __name__ == "__main__":
    sys.exit(main())
