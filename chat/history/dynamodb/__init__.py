"""Conversations in one DynamoDB table."""
