"""The default values of the two profiles: a cheap one for trials, and one for production."""

_COMMON: dict[str, object] = {
    "vpc_cidr": "10.0.0.0/16",
    "availability_zones": (),
    "container_port": 8501,
    "sagemaker_endpoints": (),
    "provider_groups": (),
    "enable_people_page": False,
    "enable_tracing": False,
    "enable_guardrail": False,
}

PROFILES: dict[str, dict[str, object]] = {
    "dev": _COMMON
    | {
        "nat_gateways": 1,
        "desired_count": 1,
        "cpu": 512,
        "memory": 1024,
        "enable_auto_scaling": False,
        "max_capacity": 2,
        "enable_waf": False,
        "log_retention_days": 14,
        "retain_data": False,
    },
    "prod": _COMMON
    | {
        "nat_gateways": 2,
        "desired_count": 2,
        "cpu": 1024,
        "memory": 2048,
        "enable_auto_scaling": True,
        "max_capacity": 10,
        "enable_waf": True,
        "log_retention_days": 90,
        "retain_data": True,
    },
}
