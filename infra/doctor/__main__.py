"""`python -m infra.doctor [URL]`: checks the account before a deployment or, given a URL, the deployed site.

Where the environment names a collector of traces, it is checked too, and where it names the history of a server, so are
budgets and the price of the cache, with a few tiny questions that are paid for.

Each line is ok, or says what to do, or why the check was skipped. The exit status is 1 when there is something to do.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError

from infra.aws.config import ConfigError
from infra.doctor.account import AwsAccount
from infra.doctor.budget_checks import find_budget
from infra.doctor.check import Finding, Verdict, examine
from infra.doctor.collector_checks import COLLECTOR_CHECKS, Collector
from infra.doctor.deployment_checks import ACCOUNT_CHECKS
from infra.doctor.site import Site
from infra.doctor.site_checks import SITE_CHECKS


def main() -> int:
    """Run every check, print a line for each finding, and return the exit status."""
    options = parse(sys.argv[1:])
    if options.url is None:
        findings = _deployment_findings([word for pair in options.context for word in ("-c", pair)])
        return _print_findings(chain(findings, _environment_findings()))
    site = Site(
        options.url.rstrip("/"),
        options.direct.rstrip("/") if options.direct else None,
        os.environ.get("DOCTOR_USER"),
        os.environ.get("DOCTOR_PASSWORD"),
        os.environ.get("DOCTOR_COOKIES"),
    )
    return _print_findings(chain(examine(site, SITE_CHECKS), _environment_findings()))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line; invalid arguments end the program."""
    parser = argparse.ArgumentParser(prog="python -m infra.doctor", description=__doc__)
    parser.add_argument("url", nargs="?", help="the address that people type, such as https://chat.example.com")
    parser.add_argument("--direct", help="the address behind the edge, which must refuse: https:// and LoadBalancerDNS")
    parser.add_argument("-c", "--context", action="append", default=[], metavar="KEY=VALUE", help="as the CDK takes it")
    options = parser.parse_args(arguments)
    for url in filter(None, (options.url, options.direct)):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
            parser.error(f"{url} is not an address such as https://chat.example.com")
    if not all("=" in pair for pair in options.context):
        parser.error("--context takes KEY=VALUE")
    return options


def _deployment_findings(context: Sequence[str]) -> Iterable[Finding]:
    try:
        account = AwsAccount.here(context)
    except ConfigError as reason:
        return [Finding("context", Verdict.TO_DO, str(reason))]
    except BotoCoreError as error:
        return [Finding("credentials", Verdict.TO_DO, f"AWS's configuration cannot be used: {error}.")]
    return examine(account, ACCOUNT_CHECKS)


def _environment_findings() -> Iterable[Finding]:
    collector = Collector.from_environment(os.environ)
    return chain(examine(collector, COLLECTOR_CHECKS) if collector else (), find_budget(os.environ))


def _print_findings(findings: Iterable[Finding]) -> int:
    to_do = 0
    for finding in findings:
        print(finding, flush=True)
        to_do += finding.verdict is Verdict.TO_DO
    print(f"\n{to_do} to do." if to_do else "\nNothing to do.")
    return 1 if to_do else 0


if __name__ == "__main__":
    sys.exit(main())
