"""The AWS APIs on loopback: moto, its user pool made to behave as Cognito does, and what is saved of them."""
