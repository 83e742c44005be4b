"""Who is calling: the load balancer's token, its keys, and the gate that stands before everything."""
