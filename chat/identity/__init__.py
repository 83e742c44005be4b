"""Who is calling: the load balancer's token, its checks and keys, groups, sockets and signing out."""
