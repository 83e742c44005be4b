"""Every use of private or undocumented parts of strands-agents and botocore, each in a module with a guard test."""
