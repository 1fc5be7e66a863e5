"""Runs the unittest cases of a folder, each module in a process of its own and some side by side,
and ends with the line of counts that tests/run adds up. `check MODULE…` runs only these."""

import os
import pathlib
import re
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor

COUNTS = re.compile(r"(\d+) passed, (\d+) failed(?:, (\d+) skipped)?")


def run_module(name):
    """In the process of the module: runs its cases, and prints their counts last."""
    suite = unittest.defaultTestLoader.loadTestsFromName(name)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    # A test fails once, however many of its parts do.
    broken = {getattr(test, "test_case", test) for test, _ in result.failures + result.errors}
    failed = len(broken) + len(result.unexpectedSuccesses)
    passed = result.testsRun - failed - len(result.skipped)
    skipped = f", {len(result.skipped)} skipped" if result.skipped else ""
    print(f"{passed} passed, {failed} failed{skipped}", flush=True)
    sys.exit(1 if failed or not result.testsRun else 0)


def in_a_process(name):
    """The module's output; told as it ends, so that a long run shows that it goes on."""
    code = f"import counted; counted.run_module({name!r})"
    path = os.pathsep.join(part for part in sys.path if part)
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "PYTHONPATH": path},
    )
    print(f"-- {name}\n{done.stdout}", end="", flush=True)
    return done


def main(folder, at_once=1):
    """Exits: 0 when nothing failed. `at_once` modules run side by side; the longest files, which
    are likely to take longest, begin first."""
    sys.path.insert(0, str(folder))
    files = sorted(
        pathlib.Path(folder).glob("test_*.py"), key=lambda file: (-file.stat().st_size, file.name)
    )
    names = [file.stem for file in files if not sys.argv[1:] or file.stem in sys.argv[1:]]
    with ThreadPoolExecutor(at_once) as pool:
        outcomes = list(pool.map(in_a_process, names))
    passed = failed = skipped = 0
    for done in outcomes:
        lines = done.stdout.splitlines()
        counts = COUNTS.fullmatch(lines[-1]) if lines else None
        if counts:
            passed += int(counts[1])
            skipped += int(counts[3] or 0)
        # A module that ends without its counts, or badly after good ones, has failed.
        failed += int(counts[2]) if counts else 1
        if counts and done.returncode and not int(counts[2]):
            failed += 1
    tail = f", {skipped} skipped" if skipped else ""
    print(f"{passed} passed, {failed} failed{tail}")
    sys.exit(1 if failed or not names else 0)
