"""treatyd beside a stand-in collection and a mail server, in a folder of its own."""

import contextlib
import email
import email.policy
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

import run_beside

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ.get("TREATYD_PROGRAMS", ROOT / "build/dev/bin"))
CYBERCRIME = "XVIII-16"
READER, OPERATOR = "reader@ngo.example", "operator@ngo.example"


def until(condition, what, seconds=30):
    """Waits for a condition that another process brings about; fails with `what` after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s: {what}")


class Daemon:
    """One treatyd. `config` is TOML; the state folder outlives a restart."""

    def __init__(self, folder, config, day, rules=None):
        self.folder, self.rules = folder, rules
        self.config = folder / "treatyd.toml"
        self.config.write_text(config, encoding="utf-8")
        self.state, self.socket = folder / "state", folder / "treatyd.sock"
        self.log, self.clock = folder / "treatyd.log", folder / "today"
        self.process = None
        self.set_day(day)

    def set_day(self, day):
        half = self.clock.with_suffix(".half")
        half.write_text(f"{day}\n", encoding="utf-8")
        half.rename(self.clock)

    def spawn(self, simulated=True, under=()):
        """Starts the program, `under` another one, and waits for nothing."""
        command = [*under, PROGRAMS / "treatyd", "--config", self.config, "--state", self.state]
        command += ["--socket", self.socket]
        command += ["--clock", self.clock] if simulated else []
        command += ["--rules", self.rules] if self.rules else []
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(list(map(str, command)), stdout=log, stderr=log)

    def start(self, simulated=True):
        self.spawn(simulated)

        def answers():
            if self.process.poll() is not None:
                raise AssertionError(f"treatyd ended:\n{self.log.read_text(encoding='utf-8')}")
            return self.ctl("status", check=False).returncode != 3

        until(answers, "treatyd answers")

    def stop(self, kill=False):
        if self.process is None:
            return None
        (self.process.kill if kill else self.process.terminate)()
        status = self.process.wait()
        self.process = None
        return status

    def ctl(self, *words, check=True):
        command = [PROGRAMS / "treatyctl"]
        command += [] if words[0] == "verify" else ["--socket", self.socket]
        command += words
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        if check and done.returncode:
            raise AssertionError(f"treatyctl {words}: {done.returncode}: {done.stdout}{done.stderr}")
        return done

    def ask(self, *words, check=True):
        return json.loads(self.ctl(*words, "--json", check=check).stdout)

    def poll(self):
        """Looks at the record now; True when what was read was believed."""
        return self.ctl("poll", check=False).returncode == 0

    def differences(self):
        """What would come out differently if all that was recorded were done again."""
        done = self.ctl("verify", "--state", self.state, "--json", check=False)
        return json.loads(done.stdout)["differences"]

    def kinds(self):
        return [event["kind"] for event in self.ask("events", check=False)["events"]]

    def curl(self, path, *options):
        command = ["curl", "-s", "--unix-socket", self.socket, *options, f"http://localhost{path}"]
        return subprocess.run(list(map(str, command)), capture_output=True, text=True).stdout


class Mailbox:
    def __init__(self, folder):
        self.folder = folder

    def mails(self, address=None):
        parse = email.message_from_bytes
        all_mails = [
            parse(name.read_bytes(), policy=email.policy.default)
            for name in sorted(self.folder.glob("[!.]*.eml"))  # with a dot: not whole yet
        ]
        return [m for m in all_mails if address in (None, m["X-Envelope-To"])]


def configuration(collection, mail_port, more="", track=CYBERCRIME):
    return f"""
track = ["{track}"]
[source]
base_url = "{collection}"
contact = "tests@treatyd.example"
[mail]
server = "127.0.0.1"
port = {mail_port}
security = "none"
from = "Treaty watch <treatyd@treatyd.example>"
[[subscriber]]
name = "reader"
mail = "{READER}"
why = "We campaign on the safeguards."
[[subscriber]]
name = "operator"
mail = "{OPERATOR}"
operator = true
kinds = ["source.suspect"]
{more}
"""


class WithDaemon(unittest.TestCase):
    """A running treatyd that has read the signatures of Hanoi; today is 1 December 2025."""

    number, day, more, rules = CYBERCRIME, "2025-12-01", "", None
    numbers, track, simulated = (CYBERCRIME,), CYBERCRIME, True

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.requests = self.folder / "requests"
        self.standin = self.enterContext(
            run_beside.collection(*self.numbers, day=self.day, log=self.requests)
        )
        self.mode = self.folder / "mode"
        sink = self.enterContext(
            run_beside.process(
                "mail_sink.py", "--folder", self.folder / "mails", "--mode", self.mode
            )
        )
        self.mailbox = Mailbox(self.folder / "mails")
        config = configuration(self.standin.address, sink.split(":")[1], self.more_config(), self.track)
        self.daemon = Daemon(self.folder, self.amended(config), self.day, self.rules)
        self.addCleanup(self.end)
        self.daemon.start(self.simulated)

    def more_config(self):
        return self.more

    def amended(self, config):
        return config

    def end(self):
        with contextlib.suppress(ProcessLookupError):
            self.daemon.stop(kill=True)

    def set_day(self, day):
        self.standin.control(day=day)
        self.daemon.set_day(day)

    def deposit(self, participant, day, kind="ratification"):
        self.standin.control(
            put={
                "treaty": self.number,
                "participant": participant,
                "action": day,
                "action_published": day,
                "kind": kind,
            }
        )

    def declare(self, participant, text, day):
        said = {"participant": participant, "text": text, "since": day}
        self.standin.control(declare={"treaty": self.number, **said})

    def subjects(self, address=READER):
        return [mail["Subject"] for mail in self.mailbox.mails(address)]

    def log_text(self):
        return self.daemon.log.read_text(encoding="utf-8")

    def facts(self):
        return self.daemon.ask("history", CYBERCRIME, check=False)["facts"]


class WithRule(WithDaemon):
    """The treaty's rule with other words in it."""

    old, new = "", ""

    def more_config(self):
        self.rules = self.folder / "rules"
        self.rules.mkdir()
        rule = (ROOT / "config/treaties/XVIII-16.toml").read_text(encoding="utf-8")
        assert self.old in rule
        (self.rules / "XVIII-16.toml").write_text(rule.replace(self.old, self.new), "utf-8")
        return self.more
