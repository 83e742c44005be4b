from tests.agents.conftest import end_processes, only_loopback

__all__ = ["end_processes", "only_loopback"]
