"""Runs the unittest cases of a folder and ends with the line of counts that tests/run adds up."""

import pathlib
import sys
import unittest


def main(folder):
    """Exits: 0 when nothing failed."""
    sys.path.insert(0, str(folder))
    suite = unittest.defaultTestLoader.discover(str(pathlib.Path(folder)), pattern="test_*.py")
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    # A test fails once, however many of its parts do.
    broken = {getattr(test, "test_case", test) for test, _ in result.failures + result.errors}
    failed = len(broken) + len(result.unexpectedSuccesses)
    passed = result.testsRun - failed - len(result.skipped)
    skipped = f", {len(result.skipped)} skipped" if result.skipped else ""
    print(f"{passed} passed, {failed} failed{skipped}")
    sys.exit(1 if failed or not result.testsRun else 0)
