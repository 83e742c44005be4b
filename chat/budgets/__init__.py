"""Budgets: what people may spend on models, reserved before each call and settled after it."""
