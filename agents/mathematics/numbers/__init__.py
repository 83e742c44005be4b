"""Answers about numbers: whole ones, primes, bases, rounding, sequences."""
