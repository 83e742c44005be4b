"""`python -m tests.bench [NAME...]`: every measurement, or those named; what begins with `--` is for them to read.

A measurement that needs an argument, such as the path of a corpus, runs only if it is named.
"""

import importlib
import itertools
import pkgutil
import sys

import tests.bench


def main(wanted: list[str]) -> None:
    """Run the `main` of each module beside this one."""
    names = [module.name for module in pkgutil.iter_modules(tests.bench.__path__) if not module.name.startswith("_")]
    for name in wanted or names:
        module = importlib.import_module(f"tests.bench.{name}")
        if not hasattr(module, "main"):
            continue  # what a measurement is made with
        if not wanted and getattr(module, "NEEDS_ARGUMENTS", False):
            continue
        print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}")
        module.main()


if __name__ == "__main__":
    main(list(itertools.takewhile(lambda argument: not argument.startswith("--"), sys.argv[1:])))
