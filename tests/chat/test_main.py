import subprocess
import sys

MAPPED = """
import ctypes
from chat.__main__ import return_large_blocks
class Blocks(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena free fast maps mapped a b used unused top".split()]
library = ctypes.CDLL(None)
library.mallinfo2.restype = Blocks
{before}
bytes(20_000_000)  # freed: the next block of this size would come from memory that is kept
before = library.mallinfo2().mapped
block = bytes(8_000_000)
print(library.mallinfo2().mapped - before > 8_000_000)
"""


def mapped(before: str) -> str:
    program = [sys.executable, "-c", MAPPED.format(before=before)]
    return subprocess.run(program, capture_output=True, text=True, check=True).stdout.strip()


def test_a_large_block_goes_back_to_the_system_when_it_is_freed() -> None:
    assert mapped("return_large_blocks()") == "True"
    assert mapped("") == "False"  # what the call changes
