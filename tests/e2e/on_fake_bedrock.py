"""The chat server with credentials that are none, and Bedrock at the address it is given."""

import os
import sys

if __name__ == "__main__":
    os.environ.update(
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME=sys.argv[1],
    )
    from chat.__main__ import main

    sys.exit(main())
