"""Chainlit is imported once, as the server imports it, and with a temporary folder: it writes there on import."""

import os
import sys
import tempfile
import warnings
from importlib import import_module

import pytest

from chat.chainlit_adapter import import_stubs


@pytest.fixture(scope="session", autouse=True)
def chainlit_imported() -> None:
    if "chainlit" in sys.modules:
        return
    os.environ["CHAINLIT_APP_ROOT"] = tempfile.mkdtemp(prefix="chainlit-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its packages use deprecated parts of others
        try:
            with import_stubs.imports():
                import_module("chainlit.server")
        except ImportError:  # test_import_stubs.py has the sentence; the other guards need the real imports
            import_module("chainlit.server")
    del os.environ["CHAINLIT_APP_ROOT"]
