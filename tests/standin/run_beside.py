"""Running the stand-in and the mail sink as processes of a test, and speaking to them."""

import contextlib
import json
import pathlib
import subprocess
import urllib.request

HERE = pathlib.Path(__file__).parent


@contextlib.contextmanager
def process(program, *arguments, **options):
    """Runs a program of this folder; yields the line that it prints once it listens; ends it."""
    command = ["/usr/bin/python3", "-B", str(HERE / program), *map(str, arguments)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)
    try:
        address = running.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"{program} ended with status {running.wait()} before it listened")
        yield address
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


@contextlib.contextmanager
def collection(*numbers, day, log=None, tls=None):
    """The stand-in with these treaties; yields a Collection."""
    arguments = [word for number in numbers for word in ("--treaty", number)]
    arguments += ["--day", day, *(["--log", log] if log else []), *(["--tls", tls] if tls else [])]
    with process("server.py", *arguments) as address:
        yield Collection(address)


class Collection:
    """The control of a running stand-in."""

    def __init__(self, address):
        self.address = address

    def control(self, **order):
        request = urllib.request.Request(
            f"{self.address}/__control", json.dumps(order).encode(), method="POST"
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def fault(self, name, **limits):
        return self.control(fault={"name": name, **limits})
