"""The cloud on a laptop: AWS APIs, hosted login and load balancer around the unchanged chat server."""
