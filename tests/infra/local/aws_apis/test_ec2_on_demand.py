from __future__ import annotations

import json
import subprocess
import sys

# In a process of its own: another test may have imported EC2 in this one.
PROGRAM = """
import json, sys
import infra.local.aws_apis.account
from moto.ssm.models import Command
at_the_start = "moto.ec2" in sys.modules
sent = Command(infra.local.aws_apis.account.ACCOUNT_ID, targets=[{"Key": "tag:room", "Values": ["chat"]}])
from moto.ec2.models import EC2Backend
print(json.dumps([at_the_start, sent.instance_ids]))
"""


def test_ec2_is_imported_when_a_command_looks_for_its_machines() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert ended.stderr == ""
    assert json.loads(ended.stdout) == [False, []]
