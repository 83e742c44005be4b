"""Checks of installed packages; a failure is one sentence that names the package, its version and our module."""

import inspect
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import Any

import pytest
from pydantic.dataclasses import is_pydantic_dataclass, rebuild_dataclass


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
        found = self.find(path)
        if is_pydantic_dataclass(found):
            rebuild_dataclass(found)  # `import_stubs` defers what makes its signature
        parameters = inspect.signature(found).parameters
        for name in names:
            self.require(name in parameters, f"the parameter {name} of {path.replace(':', '.')}")

    def load(self, module: str) -> ModuleType:
        """Import a module of ours, or fail with what it cannot import."""
        try:
            return import_module(module)
        except (ImportError, AttributeError) as error:
            self.require(False, f"what {module} imports ({error})")
            raise
