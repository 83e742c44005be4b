"""Will a bank's customer accept a loan offer."""
