"""People who are answered at once by one process, beside a plain client of the same model and beside stock Chainlit.

`python -m tests.bench.streaming [--people 1,20] [--direct 1,50] [--stock 20] [--first 0.3,0.75]` takes other numbers of
people, through a specialist and directly, and other seconds to a first token.
"""

import argparse

from tests.bench.load import sides
from tests.bench.load.measured import Run
from tests.bench.load.workload import FIRST, INTERVAL, TOKENS, Kind, ideal

PEOPLE = (1, 20, 50, 100, 200)
STOCK = (20, 50)  # more would wait for minutes there
FIRSTS = (0.3, FIRST)  # a fast model and a slow one

# What the ratios are held to.
LIMITS: dict[Kind, tuple[float, float, float]] = {"specialist": (1.3, 1.1, 2.0), "direct": (1.5, 1.2, 2.5)}
STOCK_LIMIT = 0.25


def main(
    people: tuple[int, ...] = PEOPLE,
    direct: tuple[int, ...] = PEOPLE,
    stock: tuple[int, ...] = STOCK,
    firsts: tuple[float, ...] = FIRSTS,
) -> None:
    """Print what each side needed, and the ratios."""
    for first in firsts:
        print(f"  {TOKENS} tokens an answer, {1 / INTERVAL:.0f} a second, the first after {first} s; all ask at once")
        with sides.model(first) as model, sides.ours(model) as server:
            _compare(server, model, "specialist", people, first)
    print(f"\n  The first token after {FIRST} s")
    with sides.model() as model:
        with sides.ours(model) as server:
            ours = _compare(server, model, "direct", direct, FIRST)
        if stock:
            with sides.stock(model) as server:
                print(_HEADING.format("stock Chainlit, stock strands, no login, no history"))
                theirs = {number: _line("stock", number, server.run("direct", number)) for number in stock}
                _beside_stock(ours, theirs)


def _compare(server: sides.Side, model: str, kind: Kind, people: tuple[int, ...], first: float) -> dict[int, Run]:
    told = "the teacher answers alone" if kind == "direct" else "the teacher calls a specialist, then answers"
    print(_HEADING.format(told))
    runs: dict[int, Run] = {}
    for number in people:
        floor = _line("floor", number, sides.floor(model, kind, number))
        runs[number] = _line("ours", number, server.run(kind, number))
        _ratios(runs[number], floor, ideal(kind, first), LIMITS[kind])
    return runs


_COLUMNS = ("people", "sign of life", "first p50", "first p95", "finished", "tokens/s", "CPU/token", "peak", "wrong")
_HEADING = "\n  {0}\n  " + "".join(f"{name:>13}" for name in _COLUMNS)


def _line(name: str, people: int, run: Run) -> Run:
    columns = (
        f"{name} {people}",
        f"{run.sign:.2f} s" if run.sign else "",
        f"{run.first_p50:.2f} s",
        f"{run.first_p95:.2f} s",
        f"{run.last:.2f} s",
        f"{run.per_second:.0f}",
        f"{run.cpu_a_token:.0f} µs",
        f"{run.memory:.0f} MB" if run.memory else "",
        f"{run.wrong}",
    )
    print("  " + "".join(f"{column:>13}" for column in columns))
    return run


def _ratios(ours: Run, floor: Run, ideal_seconds: float, limits: tuple[float, float, float]) -> None:
    if ours.waited:
        print(f"{'':>17}{ours.waited} of {len(ours.answers)} were told their place in line; nobody was turned away")
        return
    told = (
        _against("first p95 / floor's", ours.first_p95 / floor.first_p95, limits[0]),
        _against("finished / ideal", ours.last / ideal_seconds, limits[1]),
        _against("CPU / floor's", ours.cpu_a_token / floor.cpu_a_token, limits[2]),
    )
    print(f"{'':>17}{'   '.join(told)}")


def _beside_stock(ours: dict[int, Run], theirs: dict[int, Run]) -> None:
    for number, run in theirs.items():
        if number in ours:
            mine = ours[number]
            cpu = _against("CPU / stock's", mine.cpu_a_token / run.cpu_a_token, STOCK_LIMIT)
            print(f"  {number} people: {cpu}   finished / stock's {mine.last / run.last:.2f}")


def _against(name: str, ratio: float, limit: float) -> str:
    return f"{name} {ratio:.2f} ({'within' if ratio <= limit else 'BEYOND'} {limit:g})"


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number)


def _seconds(text: str) -> tuple[float, ...]:
    return tuple(float(each) for each in text.split(",") if each)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=_numbers, default=PEOPLE)
    parser.add_argument("--stock", type=_numbers, default=STOCK)
    parser.add_argument("--direct", type=_numbers, default=PEOPLE)
    parser.add_argument("--first", type=_seconds, default=FIRSTS)
    given = parser.parse_args()
    main(given.people, given.direct, given.stock, given.first)
