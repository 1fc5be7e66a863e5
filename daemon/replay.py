"""Plays the history of the UN Convention against Transnational Organized Crime to treatyd.

A stand-in of the UN Treaty Collection and a mail server run on loopback beside the unchanged
daemon, all in a temporary folder. The days of the acts are history; the days on which the stand-in
shows them are staged. What is printed comes from treatyctl and from the mails that arrive; in the
end it is compared with the facts that the stand-in was given.
"""

import argparse
import contextlib
import email
import email.policy
import json
import pathlib
import subprocess
import sys
import tempfile
import textwrap
import time
from datetime import date, timedelta

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "standin"))

import run_beside  # noqa: E402
from collection import Treaty, long_date  # noqa: E402

NUMBER = "XVIII-12"
PARTIES = 60
NEWSLETTER, DESK, OPERATOR = "newsletter@ngo.example", "desk@ngo.example", "operator@ngo.example"
RECEIVED = {
    NEWSLETTER: {"milestone.threshold", "eif.computed", "eif.official", "eif.today"},
    DESK: {"deposit"},
}
THRESHOLD = f"""
[[threshold]]
name    = "a demonstration: UNTOC itself names no such number"
parties = {PARTIES}
"""
CONFIGURATION = """
track = ["{number}"]

[source]
base_url = "{collection}"
interval = "6h"
contact  = "replay@treatyd.example"

[mail]
server   = "127.0.0.1"
port     = {port}
security = "none"
from     = "treatyd replay <treatyd@treatyd.example>"

[[subscriber]]
name            = "newsletter"
mail            = "{newsletter}"
milestones_only = true
why             = "Readers want the milestones."

[[subscriber]]
name  = "desk"
mail  = "{desk}"
kinds = ["deposit", "succession"]
why   = "The desk wants every instrument."

[[subscriber]]
name     = "operator"
mail     = "{operator}"
operator = true
kinds    = ["source.suspect", "source.broken", "source.recovered"]
"""
INTRODUCTION = f"""\
UNTOC in fast motion (XVIII-12, 40 instruments + 90 days)

treatyd polls a stand-in of the UN Treaty Collection on this machine, and
mails go to a mail server that this run started. Days of signature and deposit
are history. The days on which the page shows them are staged. The milestone
of {PARTIES} States Parties is a demonstration: UNTOC has no such clause (the
Convention against Cybercrime has one).
"""


class Failure(Exception):
    """The replay cannot go on; the text says why."""


class Daemon:
    """treatyd and its client, in a folder of their own."""

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.socket, self.clock = folder / "treatyd.sock", folder / "today"
        self.log = folder / "treatyd.log"

    @contextlib.contextmanager
    def running(self, day, configuration, rules):
        config = self.folder / "treatyd.toml"
        config.write_text(configuration, encoding="utf-8")
        self.set_day(day)
        command = [self.programs / "treatyd", "--config", config, "--state", self.folder / "state"]
        command += ["--socket", self.socket, "--clock", self.clock, "--rules", rules]
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(list(map(str, command)), stdout=log, stderr=log)
        try:
            self.wait_until_ready()
            yield self
        finally:
            self.process.terminate()
            self.process.wait()

    def wait_until_ready(self):
        for _ in range(200):
            if self.process.poll() is not None:
                raise Failure(f"treatyd ended with status {self.process.returncode}")
            if self.socket.exists() and self.run("status", check=False).returncode != 3:
                return
            time.sleep(0.05)
        raise Failure("treatyd did not open its socket within ten seconds")

    def set_day(self, day):
        half = self.clock.with_suffix(".half")
        half.write_text(f"{day}\n", encoding="utf-8")
        half.rename(self.clock)

    def run(self, *words, check=True):
        command = [self.programs / "treatyctl", "--socket", self.socket, *words]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        if check and done.returncode:
            raise Failure(f"treatyctl {' '.join(words)}: {done.stderr or done.stdout}")
        return done

    def ask(self, *words):
        return json.loads(self.run(*words, "--json").stdout)


class Mailbox:
    """The mails in the sink's folder, each seen once."""

    def __init__(self, folder):
        self.folder, self.mails = folder, []

    def new(self):
        names = sorted(self.folder.glob("*.eml"))[len(self.mails) :]
        parse = email.message_from_bytes
        fresh = [parse(name.read_bytes(), policy=email.policy.default) for name in names]
        self.mails += fresh
        return fresh

    def to(self, address):
        return [mail for mail in self.mails if mail["X-Envelope-To"] == address]


class Replay:
    def __init__(self, daemon, collection, mailbox):
        self.daemon, self.collection, self.mailbox = daemon, collection, mailbox
        self.treaty = Treaty.load(NUMBER)
        self.events = []
        self.status = {}
        self.polls = 0
        self.last = 0  # the sequence number of the last event seen

    def play(self):
        """From the first signatures until the day on which the threshold in States Parties is met."""
        agenda = set(self.treaty.days())
        today, shown = min(agenda), set()
        while True:
            self.visit(today)
            self.tell(today)
            self.polls += 1
            for moment in self.moments(today):
                if moment not in shown:
                    shown.add(moment)
                    self.show_status()
            if self.at_end(today):
                return
            # The daemon's own answers say on which later days something comes into force.
            agenda |= set(self.days_ahead())
            today = min((day for day in agenda if day > today), default=None)
            if today is None:
                raise Failure("history ended before the milestones were reached")

    def visit(self, day):
        self.collection.control(day=day.isoformat())
        self.daemon.set_day(day)
        self.daemon.run("poll", "--wait", NUMBER)
        self.status = self.daemon.ask("status", NUMBER)
        self.fresh = list(self.new_events())
        self.events += self.fresh

    def new_events(self):
        """What was told since the last look; the answer comes in pages."""
        while True:
            page = self.daemon.ask("events", "--after", str(self.last))
            self.last = page["after"]
            yield from page["events"]
            if not page["events"]:
                return

    def days_ahead(self):
        days = [participant["in_force"] for participant in self.status["participants"]]
        return [date.fromisoformat(day) for day in days if day]

    def at_end(self, today):
        day = self.status["thresholds"][0]["states_parties"]["day"]
        return day is not None and day <= today.isoformat()

    def moments(self, today):
        """The moments at which the whole status is worth a look, each shown once."""
        state = self.status["entry_into_force"]["state"]
        if self.status["count"] >= 20:
            yield "half of the way"
        if state != "none":
            yield state
        if self.at_end(today):
            yield "end"

    def tell(self, today):
        """What the day brought: acts by participants, then the mails about milestones."""
        lines = []
        status, needed = self.status, self.status["rule"]["instruments"]
        if not self.polls:
            lines.append(f"{status['signatures']} signatories at the first reading; nobody is told")
        signed = self.participants_of("signature")
        if signed:
            lines.append(f"{names(signed, 46)} signed ({status['signatures']} signatures)")
        deposited = self.participants_of("deposit", "succession")
        if deposited:
            count = status["count"]
            filled = min(count, needed) * 20 // needed
            bar = f"of {needed} [{'#' * filled:.<20}]" if count <= needed else ""
            lines.append(f"{names(deposited, 28):28} {count:3} {bar}".rstrip())
        for mail in self.mailbox.new():
            if mail["X-Envelope-To"] == NEWSLETTER:
                lines.append(f"mail: {wrapped(mail['Subject'], 25)}")
                if any(carries(mail, event) for event in self.fresh_of("eif.computed")):
                    lines.append(f"      | {wrapped(opening(mail), 25, after='| ')}")
        for n, line in enumerate(lines):
            print(f"{'' if n else long_date(today):>17}  {line}")

    def fresh_of(self, *kinds):
        return [event for event in self.fresh if event["kind"] in kinds]

    def participants_of(self, *kinds):
        return [event["participant"]["name"] for event in self.fresh_of(*kinds)]

    def show_status(self):
        print(f"\n$ treatyctl status {NUMBER}")
        print(self.daemon.run("status", NUMBER).stdout.rstrip() + "\n")


def names(participants, width):
    text = ", ".join(participants)
    if len(text) <= width:
        return text
    return f"{len(participants)} participants" if participants[1:] else f"{text[: width - 1]}…"


def wrapped(text, indent, after=""):
    """The text in lines of 80 columns: the first one begins elsewhere, the others at `indent`."""
    begin = " " * indent + after
    lines = textwrap.wrap(text, 80, initial_indent=begin, subsequent_indent=begin)
    return "\n".join(lines)[len(begin) :]


def opening(mail):
    """The first paragraph of a mail's plain text."""
    text = "\n".join(mail.get_body(("plain",)).get_content().splitlines())
    return " ".join(text.split("\n\n")[0].split())


def history(treaty):
    """The dates that the facts give, reached without the daemon: States alone count, and a State
    that comes after the 40th is a Party 30 days after its deposit, not before the Convention is."""
    states = [facts for facts in treaty.facts if facts.participant != "European Union"]
    deposits = sorted(facts.action for facts in states if facts.action)
    in_force = treaty.entry_into_force["date"]
    parties = sorted(
        in_force if n < 40 else max(in_force, day + timedelta(days=30))
        for n, day in enumerate(deposits)
    )
    return {
        "the 40th instrument was deposited": deposits[39],
        "treatyd computed the date on": deposits[39],
        "in force, as computed": in_force,
        "in force, as the depositary prints it": in_force,
        f"{PARTIES} instruments deposited": deposits[PARTIES - 1],
        f"{PARTIES} States Parties": parties[PARTIES - 1],
    }


def verify(replay):
    """Compares what treatyd answered and mailed with history; True when all agrees."""
    status, events = replay.status, replay.events
    threshold = status["thresholds"][0]
    computed = [event for event in events if event["kind"] == "eif.computed"]
    answers = {
        "the 40th instrument was deposited": status["threshold_day"],
        "treatyd computed the date on": computed[0]["first_seen"][:10] if computed else None,
        "in force, as computed": status["entry_into_force"]["computed"],
        "in force, as the depositary prints it": status["entry_into_force"]["official"],
        f"{PARTIES} instruments deposited": threshold["deposited"]["day"],
        f"{PARTIES} States Parties": threshold["states_parties"]["day"],
    }
    good = True
    print("what treatyd said, beside history:\n")
    for what, day in history(replay.treaty).items():
        right = answers[what] == day.isoformat()
        good = good and right
        told = long_date(date.fromisoformat(answers[what])) if answers[what] else "nothing"
        print(f"  {what:40} {told:>17}  {'agrees' if right else 'NOT ' + long_date(day)}")
    print()
    good = verify_mails(replay) and good
    return good


def verify_mails(replay):
    """Each milestone reached the newsletter once, each instrument the desk, no fault anybody."""
    good = True
    for address, kinds in RECEIVED.items():
        mails = replay.mailbox.to(address)
        events = [event for event in replay.events if event["kind"] in kinds]
        for missing in kinds - {event["kind"] for event in events}:
            good = False
            print(f"  no event of the kind {missing}")
        for event in events:
            arrived = sum(carries(mail, event) for mail in mails)
            if arrived != 1:
                good = False
                print(f"  {event['id']}: {arrived} mails to {address}, not one")
        print(f"  {len(mails):3} mails to {address}")
    faults = replay.mailbox.to(OPERATOR)
    print(f"  {len(faults):3} mails to {OPERATOR}, since the source had no fault\n")
    return good and not faults


def carries(mail, event):
    """Whether a mail tells of an event: the first of a mail is in its Message-ID, the others are
    among its References."""
    return f"<{event['id']}." in f"{mail['Message-ID']} {mail['References']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=pathlib.Path, default=ROOT / "build/release/bin")
    options = parser.parse_args()
    if not (options.programs / "treatyd").exists():
        print(f"no treatyd in {options.programs}: daemon/run --replay builds it", file=sys.stderr)
        return 1
    began = time.monotonic()
    first = min(Treaty.load(NUMBER).days())
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="treatyd-")))
        rules = folder / "rules"
        rules.mkdir()
        rule = (ROOT / "config" / "treaties" / f"{NUMBER}.toml").read_text(encoding="utf-8")
        (rules / f"{NUMBER}.toml").write_text(rule + THRESHOLD, encoding="utf-8")
        collection = stack.enter_context(run_beside.collection(NUMBER, day=first.isoformat()))
        mails = folder / "mails"
        sink = stack.enter_context(run_beside.process("mail_sink.py", "--folder", mails))
        configuration = CONFIGURATION.format(
            number=NUMBER,
            collection=collection.address,
            port=sink.split(":")[1],
            newsletter=NEWSLETTER,
            desk=DESK,
            operator=OPERATOR,
        )
        daemon = Daemon(options.programs, folder)
        try:
            stack.enter_context(daemon.running(first, configuration, rules))
            print(INTRODUCTION)
            replay = Replay(daemon, collection, Mailbox(mails))
            replay.play()
            good = verify(replay)
        except Failure as failure:
            print(f"\nthe replay cannot go on: {failure}\n\ntreatyd's log ends with:")
            print("".join(daemon.log.read_text(encoding="utf-8").splitlines(True)[-15:]))
            return 1
    seconds = time.monotonic() - began
    print(f"{replay.polls} polls in {seconds:.0f} seconds; the folder is gone again.")
    return 0 if good else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
