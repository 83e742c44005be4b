"""The stores on AWS: one DynamoDB table."""
