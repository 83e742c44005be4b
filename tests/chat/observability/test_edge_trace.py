"""The load balancer's trace header, of which only the documented form is believed."""

import pytest

from chat.observability.edge_trace import read_edge_trace

ROOT = "1-67891233-abcdef012345678912345678"
OWN = "1-67891234-12456789abcdef012345678a"
SPAN = "53995c3f42cd8ad8"


@pytest.mark.parametrize(
    ("header", "trace_id", "has_parent"),
    [
        (f"Root={ROOT}", ROOT, False),
        (f"Self={OWN};Root={ROOT}", OWN, False),
        (f"Self={OWN};Root={ROOT};CalledFrom=app", OWN, False),
        (f"Root={ROOT};Parent={SPAN};Sampled=1", ROOT, True),
        (f"Root={ROOT}; Parent={SPAN}; Sampled=0; Lineage=a:1|b:2", ROOT, True),
        (f"Self={OWN};Parent={SPAN}", OWN, False),
        (f"Root={ROOT};Parent=0000000000000000", ROOT, False),
        (f"Root={ROOT};Root={OWN}", ROOT, False),
        (f"Self={OWN};Root=nonsense", OWN, False),
    ],
)
def test_ids_are_read(header: str, trace_id: str, has_parent: bool) -> None:
    edge = read_edge_trace(header)
    assert edge is not None
    assert edge.trace_id == trace_id
    assert (edge.parent is not None) == has_parent
    if edge.parent is not None:
        assert f"{edge.parent.trace_id:032x}" == ROOT.removeprefix("1-").replace("-", "")
        assert f"{edge.parent.span_id:016x}" == SPAN
        assert edge.parent.trace_flags.sampled == ("Sampled=1" in header)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        ";;;",
        "Root",
        "Root=1-67891233-abcdef01234567891234567",
        f"Root={ROOT}extra",
        f"Root=2{ROOT[1:]}",
        f"root={ROOT}",
        f"Root={ROOT.upper()}",
        "Root=hello, I am Annemarie",
        "x" * 1_000 + f";Root={ROOT}",
    ],
)
def test_anything_else_is_no_id(header: str | None) -> None:
    assert read_edge_trace(header) is None
