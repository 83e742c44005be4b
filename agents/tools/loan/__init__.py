"""Predicts whether a bank's customer accepts a loan offer."""
