"""Answers about money, measures, dates, rates, and word problems."""
