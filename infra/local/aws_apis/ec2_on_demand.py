"""Keeps moto's EC2 out of the start of the cloud: its tables cost a second, and no part of the product asks for them.

moto's SSM imports EC2 to find the machines that a command is sent to. It gets a stand-in that imports EC2 when that
happens; every other use of EC2 meets moto's own modules.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_EC2 = "moto.ec2"


class _Backends:
    def __getitem__(self, account_id: str) -> Any:
        from moto.ec2.models import ec2_backends

        return ec2_backends[account_id]


@contextmanager
def ec2_on_demand() -> Iterator[None]:
    """Imports of moto's SSM in this block do not import EC2."""
    if _EC2 in sys.modules:
        yield
        return
    stand_in = ModuleType(_EC2)
    vars(stand_in)["ec2_backends"] = _Backends()
    sys.modules[_EC2] = stand_in
    try:
        yield
    finally:
        del sys.modules[_EC2]
