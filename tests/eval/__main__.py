"""Measures how well a model teaches: `make eval`, or `python -m tests.eval --help`."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

from agents import lifecycle
from agents.errors import UserFacingError
from agents.models.factory import EMBEDDED
from agents.parameters import Parameters
from agents.turn.routes import AUTO
from agents.turn.run_turn import TurnContext
from chat.observability import cpu_quota
from chat.settings import answers_for
from tests.eval import accepted, agreement, document, report
from tests.eval.faults import EvaluatedFactory
from tests.eval.journal import Journal, code_id
from tests.eval.judge import PROMPT_ID, Judge
from tests.eval.pedagogy import Pedagogy, comparable
from tests.eval.run import DEFAULT_WORKERS, EvalRun, check_model
from tests.eval.suites import SUITES

REPORTS = Path("reports/eval")


def parse(given: list[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--model", default=EMBEDDED, help="the id of a model, as the page's list of models has it")
    parser.add_argument("--route", default=AUTO, help="who answers: auto, teacher, or a specialist's name")
    parser.add_argument("--only", default="", help=f"suites or beginnings of ids, by commas: {', '.join(SUITES)}")
    parser.add_argument(
        "--quick", action="store_true", help="a few cases of every suite, on the embedded model, offline"
    )
    parser.add_argument("--judge", default="", help="the id of a model that judges the teaching; see docs/quality.md")
    parser.add_argument("--resume", action="store_true", help="go on with a run that was stopped or killed")
    parser.add_argument("--budget", type=float, help="stop when so many USD are spent")
    parser.add_argument("--workers", type=int, default=DEFAULT_WORKERS, help="how many cases run at once")
    parser.add_argument("--region", default="us-east-1", help="the region of Bedrock and of the parameters")
    parser.add_argument("--environment", default="eval", help="the set of parameters, such as dev")
    parser.add_argument("--accept", action="store_true", help="keep this report to compare later ones with")
    parser.add_argument("--write-docs", action="store_true", help="write the accepted scores into the documents")
    options = parser.parse_args(given)
    most = answers_for(cpu_quota.share())
    if not 1 <= options.workers <= most:
        parser.error(f"a server of this machine runs 1 to {most} answers at once: give as many workers")
    if options.accept and (options.only or options.quick):
        parser.error("a report is accepted with every case: leave out ONLY and QUICK")
    if options.judge and options.quick:
        parser.error("QUICK asks no network, and so no judge: leave out JUDGE")
    return options


async def evaluate(options: argparse.Namespace) -> EvalRun:
    """Run what the options ask for.

    Raises:
        UserFacingError: The model cannot be offered here.
    """
    factory = EvaluatedFactory(options.region, options.workers)
    context = TurnContext(
        "eval", "eval", factory, Parameters(options.region, options.environment, factory.aws), options.model,
        options.route,
    )  # fmt: skip
    show = _say_nothing if options.quick else _show
    run = EvalRun(options.model or EMBEDDED, options.budget, show)
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, run.stop, "it was interrupted")
    wanted = [part for part in options.only.split(",") if part]
    suites = [one for one in SUITES if one in wanted] or list(SUITES)
    try:
        await check_model(context)
        if not options.quick:
            same = {"model": run.model, "route": options.route, "environment": options.environment, "code": code_id()}
            run.journal = Journal(REPORTS / "answers.jsonl", same, resume=options.resume)
            if options.resume:
                run.show(f"{len(run.journal.answers)} answers are kept of an earlier run")
        if options.judge:
            run.pedagogy = await _pedagogy(context, options.judge)
        await run.run(
            context,
            suites,
            [part for part in wanted if part not in SUITES],
            options.workers,
            quick=options.quick,
        )
    finally:
        await lifecycle.stop(factory)
    if run.journal and not run.stopped:
        run.journal.remove()
    return run


async def _pedagogy(context: TurnContext, judge: str) -> Pedagogy:
    """Return a judge with what was measured of it.

    Raises:
        UserFacingError: The judge cannot be offered here.
    """
    values = await context.parameters.current()
    model = await context.factory.create(judge, values)
    return Pedagogy(judge, Judge(model, values.price(judge)), agreement.read(judge, PROMPT_ID))


def _show(line: str) -> None:
    print(line, flush=True)


def _say_nothing(_: str) -> None:
    """The quick check is one line of many."""


def command(options: argparse.Namespace) -> str:
    """Return the command that makes the same report."""
    parts = [
        ("MODEL", options.model, EMBEDDED), ("ROUTE", options.route, AUTO), ("ONLY", options.only, ""),
        ("JUDGE", options.judge, ""),
    ]  # fmt: skip
    told = [f"{name}={value}" for name, value, usual in parts if value != usual]
    return " ".join(["make eval", *told, *(["QUICK=1"] if options.quick else [])])


def stay_offline() -> None:
    """Forget this machine's AWS account, so that no parameter and no model is looked for outside."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ |= {
        "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }  # fmt: skip


def main() -> int:
    """Run, report and compare; 1 where a score fell, 2 where the model cannot be asked, 3 where not all was asked."""
    options = parse()
    if options.quick:
        stay_offline()
        options.model = EMBEDDED
    try:
        run = asyncio.run(evaluate(options))
    except UserFacingError as error:
        print(error, file=sys.stderr)
        return 2
    before = accepted.read(run.model)
    compared = accepted.compare(comparable(before, run.pedagogy.id), run.by_score())
    file = report.write(run, compared, REPORTS / "quick" if options.quick else REPORTS)
    fell = [one.name for one in compared if one.fell]
    if options.quick and not fell and not run.stopped:
        print(f"{report.heading(run)} No score is below the accepted report by more than noise.")
        return 0
    print(report.table(run, compared), f"\nOpen {file}", sep="\n")
    if run.stopped:
        return 3
    if options.accept:
        print(f"Accepted: {accepted.write(run, command(options)).name}")
    if options.write_docs:
        document.write_all()
    return 0 if options.accept else int(bool(fell))


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # the report says what went wrong
    sys.exit(main())
