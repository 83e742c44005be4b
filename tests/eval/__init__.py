"""How well a model teaches, measured."""

import importlib
import logging

# Importing strands-agents-evals lets the root logger pass on everything from INFO up, in every test of this process.
_root = logging.getLogger()
_level = _root.level
importlib.import_module("strands_evals")
_root.setLevel(_level)
