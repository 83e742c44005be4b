"""Where it is going to be."""

from infra.doctor.account import Account
from infra.doctor.check import ToDo


def ask(account: Account) -> str:
    """Whether a region is chosen, and switched on in this account."""
    if account.region is None:
        raise ToDo("No region is chosen: run `export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1`, or others.")
    found = account.client("ec2").describe_regions(AllRegions=True, RegionNames=[account.region])["Regions"]
    if found[0].get("OptInStatus") == "not-opted-in":
        raise ToDo(f"{account.region} is switched off in this account: enable it in the console under Account.")
    return account.region
