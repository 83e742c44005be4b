import infra.aws  # noqa: F401 - says where CDK finds its Node, before anything here imports CDK
