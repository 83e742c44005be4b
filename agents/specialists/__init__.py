"""The specialists; docs/specialists.md shows how to add one."""

from agents.specialists.computer_science import COMPUTER_SCIENCE
from agents.specialists.english import ENGLISH
from agents.specialists.general import GENERAL
from agents.specialists.language import LANGUAGE
from agents.specialists.loan_offering import LOAN_OFFERING
from agents.specialists.math import MATH
from agents.specialists.specialist import Limits, Specialist

SPECIALISTS: tuple[Specialist, ...] = (MATH, ENGLISH, LANGUAGE, COMPUTER_SCIENCE, LOAN_OFFERING, GENERAL)
BY_NAME = {specialist.name: specialist for specialist in SPECIALISTS}

__all__ = ["BY_NAME", "SPECIALISTS", "Limits", "Specialist"]
