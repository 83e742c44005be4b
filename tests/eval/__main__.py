"""Measures how well a model teaches: `make eval`, or `python -m tests.eval --help`."""

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path

from agents import lifecycle
from agents.errors import UserFacingError
from agents.models.factory import EMBEDDED
from agents.parameters import Parameters
from agents.turn.routes import AUTO
from agents.turn.run_turn import TurnContext
from tests.eval import accepted, document, report
from tests.eval.faults import EvaluatedFactory
from tests.eval.run import DEFAULT_WORKERS, EvalRun, check_model
from tests.eval.suites import SUITES

REPORTS = Path("reports/eval")


def parse(given: list[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--model", default=EMBEDDED, help="the id of a model, as the page's list of models has it")
    parser.add_argument("--route", default=AUTO, help="who answers: auto, teacher, or a specialist's name")
    parser.add_argument("--only", default="", help=f"suites or beginnings of ids, by commas: {', '.join(SUITES)}")
    parser.add_argument("--full", action="store_true", help="every case; else a sample of the two largest suites")
    parser.add_argument("--budget", type=float, help="stop when so many USD are spent")
    parser.add_argument("--workers", type=int, default=DEFAULT_WORKERS, help="how many cases run at once")
    parser.add_argument("--region", default="us-east-1", help="the region of Bedrock and of the parameters")
    parser.add_argument("--environment", default="eval", help="the set of parameters, such as dev")
    parser.add_argument("--accept", action="store_true", help="keep this report to compare later ones with")
    parser.add_argument("--write-docs", action="store_true", help="write the accepted scores into the documents")
    return parser.parse_args(given)


async def evaluate(options: argparse.Namespace) -> EvalRun:
    """Run what the options ask for.

    Raises:
        UserFacingError: The model cannot be offered here.
    """
    factory = EvaluatedFactory(options.region, max(options.workers, 1))
    context = TurnContext(
        "eval", "eval", factory, Parameters(options.region, options.environment, factory.aws), options.model,
        options.route,
    )  # fmt: skip
    run = EvalRun(options.model or EMBEDDED, options.budget, lambda line: print(line, flush=True))
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, run.stop, "it was interrupted")
    wanted = [part for part in options.only.split(",") if part]
    suites = [one for one in SUITES if one in wanted] or list(SUITES)
    try:
        await check_model(context)
        await run.run(
            context,
            suites,
            [part for part in wanted if part not in SUITES],
            options.workers,
            sampled=not options.full,
        )
    finally:
        await lifecycle.stop(factory)
    return run


def command(options: argparse.Namespace) -> str:
    """Return the command that makes the same report."""
    parts = [("MODEL", options.model, EMBEDDED), ("ROUTE", options.route, AUTO), ("ONLY", options.only, "")]
    told = [f"{name}={value}" for name, value, usual in parts if value != usual]
    return " ".join(["make eval", *told, *(["FULL=1"] if options.full else [])])


def main() -> int:
    """Run, report and compare; 1 where a score fell, 2 where the model cannot be asked, 3 where not all was asked."""
    options = parse()
    logging.getLogger().setLevel(logging.CRITICAL)
    try:
        run = asyncio.run(evaluate(options))
    except UserFacingError as error:
        print(error, file=sys.stderr)
        return 2
    before = accepted.read(run.model)
    compared = accepted.compare(before.get("values", {}), run.by_score())
    file = report.write(run, compared, REPORTS)
    print(report.table(run, compared), f"\nOpen {file}", sep="\n")
    if run.stopped:
        return 3
    if options.accept:
        print(f"Accepted: {accepted.write(run, command(options)).name}")
    if options.write_docs:
        document.write_all()
    return 0 if options.accept else int(any(one.fell for one in compared))


if __name__ == "__main__":
    sys.exit(main())
