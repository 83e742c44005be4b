"""What a school day asks of a deployment, for 100 to 100,000 learners: tasks, tokens, DynamoDB, sockets and dollars.

`python -m tests.bench scale [--check]`. `--check` also runs the real server as one and as two processes on one DynamoDB
endpoint, and prints what a question costs there.
"""

import math
import sys
from dataclasses import dataclass

from agents.models.bedrock.model import MAX_TOKENS
from agents.pricing import LIST_PRICES
from tests.bench.load import sides
from tests.bench.load.counted_dynamodb import counted_dynamodb
from tests.bench.load.school_day import Peaks, arrivals, peaks

LEARNERS = (100, 1_000, 10_000, 100_000)
SCHOOL_DAYS = 20  # a month
MODEL = "us.amazon.nova-2-lite-v1:0"

# A question through a specialist: three requests. Tokens of our own prompts and tools, with a short conversation.
REQUESTS, INPUT_TOKENS, OUTPUT_TOKENS = 3, 6_000, 700
SECONDS = 12  # until it is answered

# Measured by `question`, `streaming` and `--check` here.
CPU_SECONDS = 0.2  # of a question with its tokens, on a CPU like Fargate's
WRITE_UNITS, READ_UNITS = 160, 3  # of a question
USAGE_UNITS = 2  # of them, in the one partition of the day
PAGE_MEGABYTES = 0.05
TASK_MEGABYTES = 400  # without pages

# A task of the profile for production: 1 vCPU, 2 GB.
ANSWERS_A_TASK, MEGABYTES_A_TASK, BUSY = 64, 2_048, 0.6

# AWS: see docs/scale.md for the sources.
TOKENS_A_MINUTE = 4_000_000  # of one model in one account and region; yours stands in Service Quotas
PARTITION_WRITES = 1_000  # units a second
TABLE_WRITES = 4_000  # units a second that a new table on demand takes at once
SOCKETS_A_CAPACITY_UNIT = 3_000
TASK_HOUR = 0.03238 + 2 * 0.00356
BALANCER_HOUR, CAPACITY_UNIT_HOUR = 0.0225, 0.008
MILLION_WRITES, MILLION_READS = 0.625, 0.125


@dataclass(frozen=True, slots=True)
class Needs:
    """What the peaks of a day need.

    Args:
        tasks: Tasks of one vCPU.
        tokens: Tokens a minute in use.
        reserved: Tokens a minute with what Bedrock sets aside for replies that still run.
        requests: Requests of models a minute.
        writes: DynamoDB write units a second.
        reads: DynamoDB read units a second.
        hottest: Write units a second of the busiest key, the day's usage.
        capacity_units: Of the load balancer.
        dollars: A learner and month.
    """

    tasks: int
    tokens: int
    reserved: int
    requests: int
    writes: int
    reads: int
    hottest: int
    capacity_units: int
    dollars: float


def needs(peak: Peaks, learners: int) -> Needs:
    """Return what the peaks need; the dollars are those of the whole month."""
    tasks = max(
        math.ceil(peak.a_minute / 60 * CPU_SECONDS / BUSY),
        math.ceil(peak.answering / ANSWERS_A_TASK),
        math.ceil(peak.pages * PAGE_MEGABYTES / (MEGABYTES_A_TASK - TASK_MEGABYTES)),
    )
    tokens = peak.a_minute * (INPUT_TOKENS + OUTPUT_TOKENS)
    capacity_units = math.ceil(peak.pages / SOCKETS_A_CAPACITY_UNIT)
    month = peak.questions * SCHOOL_DAYS
    price, hours = LIST_PRICES[MODEL], 730
    dollars = (
        month * (INPUT_TOKENS * price.input + OUTPUT_TOKENS * price.output) / 1e6
        + month * (WRITE_UNITS * MILLION_WRITES + READ_UNITS * MILLION_READS) / 1e6
        + hours * (tasks * TASK_HOUR + BALANCER_HOUR + capacity_units * CAPACITY_UNIT_HOUR)
    )
    return Needs(
        tasks,
        tokens,
        tokens + peak.answering * MAX_TOKENS,
        peak.a_minute * REQUESTS,
        peak.a_second * WRITE_UNITS,
        peak.a_second * READ_UNITS,
        peak.a_second * USAGE_UNITS,
        capacity_units,
        dollars / learners,
    )


def beyond(needed: Needs) -> str:
    """Return which limits are passed at this size, the furthest first."""
    limits = {
        "Bedrock's tokens a minute": needed.reserved / TOKENS_A_MINUTE,
        "writes of a new table": needed.writes / TABLE_WRITES,
        "writes of the day's usage, one key": needed.hottest / PARTITION_WRITES,
        "one task": needed.tasks,
    }
    passed = sorted((ratio, name) for name, ratio in limits.items() if ratio > 1)
    return ", ".join(f"{name} {ratio:.1f} x" for ratio, name in reversed(passed)) or "no limit"


def main() -> None:
    """Print the table."""
    columns: list[tuple[str, ...]] = [_HEADINGS]
    days = {learners: peaks(arrivals(learners), learners, SECONDS) for learners in LEARNERS}
    for learners, peak in days.items():
        columns.append(_column(learners, peak, needs(peak, learners)))
    for row in zip(*columns, strict=True):
        print(f"  {row[0]:42}" + "".join(f"{cell:>16}" for cell in row[1:]))
    for learners, peak in days.items():
        print(f"  {learners:>7,} learners pass {beyond(needs(peak, learners))}")
    if "--check" in sys.argv:
        _check()


_HEADINGS = (
    "learners",
    "questions a day",
    "  in the busiest minute",
    "  in the busiest second",
    "answers at the same time",
    "pages open",
    "tasks of 1 vCPU",
    "model requests a minute",
    "tokens a minute",
    "  with what Bedrock sets aside",
    "  of the quota of 4 million",
    "DynamoDB writes a second, units",
    "DynamoDB reads a second, units",
    "  writes of the hottest key, of 1,000",
    "capacity units of the load balancer",
    "dollars a learner and month",
)


def _column(learners: int, peak: Peaks, needed: Needs) -> tuple[str, ...]:
    counts = (learners, peak.questions, peak.a_minute, peak.a_second, peak.answering, peak.pages, needed.tasks)
    return (
        *(f"{count:,}" for count in counts),
        f"{needed.requests:,}",
        f"{needed.tokens:,}",
        f"{needed.reserved:,}",
        f"{needed.reserved / TOKENS_A_MINUTE:.2f} x",
        f"{needed.writes:,}",
        f"{needed.reads:,}",
        f"{needed.hottest:,}",
        f"{needed.capacity_units:,}",
        f"${needed.dollars:.2f}",
    )


PEOPLE = 3  # the emulated DynamoDB answers one call at a time, and far slower than AWS


def _check() -> None:
    """Ask the real server as one process and as two, side by side on one table."""
    with counted_dynamodb() as dynamodb, dynamodb.endpoint.table() as table, sides.model() as model:
        given = {**dynamodb.endpoint.environment(), "HISTORY_URL": f"dynamodb://{table}"}
        with sides.ours(model, **given) as first, sides.ours(model, **given) as second:
            for servers in ((first,), (first, second)):
                dynamodb.forget()
                runs = sides.run_together(servers, "specialist", PEOPLE)
                asked = PEOPLE * len(servers)
                wrong, cpu = sum(run.wrong for run in runs), sum(run.cpu for run in runs) / asked
                last, units = max(run.last for run in runs), (dynamodb.writes / asked, dynamodb.reads / asked)
                print(f"  {len(servers)} process(es), {asked} people: all answered after {last:.1f} s, {wrong} wrong")
                print(
                    f"    a question: {cpu * 1000:.0f} ms CPU, {dynamodb.calls / asked:.0f} calls of DynamoDB,", end=" "
                )
                print(f"{units[0]:.0f} write and {units[1]:.0f} read units")


if __name__ == "__main__":
    main()
