"""What surrounds the application: the cloud on a laptop, and the cloud on AWS."""
