"""Checks of installed packages; a failure is one sentence that names the package, its version and our module."""

import inspect
from importlib import import_module
from importlib.metadata import version
from typing import Any

import pytest


class Upstream:
    """A package whose undocumented parts one of our modules uses.

    Args:
        package: The name of the distribution.
        module: The path of our module.
    """

    def __init__(self, package: str, module: str) -> None:
        self._package = package
        self._module = module

    def require(self, fits: object, part: str) -> None:
        """Fail unless the package fits.

        Args:
            fits: Whether it does.
            part: What our module relies on, which reads well after "no longer has".
        """
        if not fits:
            sentence = f"{self._package} {version(self._package)} no longer has {part}; {self._module} relies on it"
            pytest.fail(sentence, pytrace=False)

    def find(self, path: str) -> Any:
        """Return what stands at `module:name.name`, or fail."""
        module, _, names = path.partition(":")
        try:
            found: Any = import_module(module)
            for name in names.split("."):
                found = getattr(found, name)
        except (ImportError, AttributeError):
            found = None
        self.require(found is not None, path.replace(":", "."))
        return found

    def require_parameters(self, path: str, *names: str) -> None:
        """Fail unless the callable at `module:name.name` has parameters of these names."""
        parameters = inspect.signature(self.find(path)).parameters
        for name in names:
            self.require(name in parameters, f"the parameter {name} of {path.replace(':', '.')}")
