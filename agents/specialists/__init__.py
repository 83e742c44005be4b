"""The specialists; a new one is a small file beside this one and a line in the list."""

from agents.specialists.computer_science_assistant import COMPUTER_SCIENCE
from agents.specialists.english_assistant import ENGLISH
from agents.specialists.general_assistant import GENERAL
from agents.specialists.language_assistant import LANGUAGE
from agents.specialists.loan_offering_assistant import LOAN_OFFERING
from agents.specialists.math_assistant import MATH
from agents.specialists.record import Specialist

SPECIALISTS: tuple[Specialist, ...] = (MATH, ENGLISH, LANGUAGE, COMPUTER_SCIENCE, LOAN_OFFERING, GENERAL)
BY_NAME = {specialist.name: specialist for specialist in SPECIALISTS}

__all__ = ["BY_NAME", "SPECIALISTS", "Specialist"]
