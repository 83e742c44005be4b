"""How many texts of other people are read right, by encoding and length.

`python -m tests.bench.encodings FOLDER`; in each folder named after an encoding (`windows-1251-russian`) stand files in
it, as in the tests of github.com/chardet/chardet. Parts of them, of a few bytes and more, are read as files of their
own.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from agents.documents.encodings import detect

SIZES = (5, 20, 80, 400, 4000)  # bytes
_MARKUP = re.compile(r"<[^>]*>")
_WORD = re.compile(r"(?<!\w)\w")
_ATTEMPTS = 60  # to find a part with more than ASCII
_LANGUAGE = re.compile(r"-[a-z]{5,}$")  # at the end of a folder's name


def parts(folder: Path) -> Iterator[tuple[str, int, bytes, str]]:
    """Yield an encoding, a number of bytes, as many of them, and their text."""
    chance = random.Random(7)
    for file in sorted(folder.glob("*/*")):
        name = _LANGUAGE.sub("", file.parent.name.lower())
        codec = {"tis-620": "cp874", "gb2312": "gb18030", "ibm866": "cp866", "ibm855": "cp855"}.get(name, name)
        try:
            text = " ".join(_MARKUP.sub(" ", file.read_bytes().decode(codec)).split())
        except (LookupError, UnicodeDecodeError):
            continue
        starts = [found.start() for found in _WORD.finditer(text)]
        for size in SIZES if starts and not codec.startswith("utf") else ():
            for _ in range(_ATTEMPTS):
                begin = chance.choice(starts)
                part = text[begin : begin + size].encode(codec)[:size].decode(codec, "ignore")
                if not part.isascii():
                    yield name, size, part.encode(codec), part
                    break


def main() -> None:
    """Print the table."""
    right, total = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for name, size, content, text in parts(Path(sys.argv[1])):
        for row in (name, "all"):
            total[row, size] += 1
            right[row, size] += content.decode(detect(content).codec, "replace") == text
    print(f"{'bytes':>16}", *(f"{size:>9}" for size in SIZES))
    for name in [*sorted({name for name, _ in total} - {"all"}), "all"]:
        print(f"{name:>16}", *(f"{right[name, size]:>4}/{total[name, size]:<4}" for size in SIZES))


if __name__ == "__main__":
    main()
