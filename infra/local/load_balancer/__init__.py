"""The load balancer: it signs people in, and forwards each request with its signed identity."""
