"""One fault, done to the real daemon in the middle of a history that is known.

The record is UNTOC's in June 2003, with one accession of ours that history does not have, so that
there is a letter to lose: 38 of 40 instruments on the 18th. On the 19th Tunisia deposits the 39th
while the fault is there; one false instrument more would be "the 40th". On the 20th the record is
well again. The fault meets three looks, the whole record two.
"""

import contextlib
import json
import pathlib
import sqlite3
import tempfile
from dataclasses import dataclass, field

import run_beside
from running import OPERATOR, READER, Daemon, Mailbox, configuration

NUMBER = "XVIII-12"
WELL, ILL, WELL_AGAIN = "2003-06-18", "2003-06-19", "2003-06-20"
LOOKS_AT_THE_FAULT = 3
ACCESSION = {
    "treaty": NUMBER,
    "participant": "Qatar",
    "action": "2003-01-15",
    "action_published": "2003-01-15",
    "kind": "accession",
}
DEPOSIT = ("TUN", "ratification", "2003-06-19", False)
ALERTS = {"XVIII-12.deposit.TUN.ratification.2003-06-19", "XVIII-12.milestone.count.39"}
# A new act of the last days on a whole and consistent document is the depositary's word: it is
# told, and corrected when the depositary takes it back.
BELIEVED = {"phantom-deposit": "XVIII-12.deposit.", "eu-row": "XVIII-12.deposit.EU."}


@dataclass
class Outcome:
    name: str
    how: str = ""  # read, held or refused; the worst of the looks
    reader_mails: int = 0
    operator_told: bool = False
    found: bool = False
    wrong: list = field(default_factory=list)


@contextlib.contextmanager
def surroundings(name, more=""):
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=name)))
        standin = stack.enter_context(run_beside.collection(NUMBER, day=WELL))
        standin.control(put=ACCESSION)
        sink = stack.enter_context(run_beside.process("mail_sink.py", "--folder", folder / "mails"))
        text = configuration(standin.address, sink.split(":")[1], more)
        text = text.replace("XVIII-16", NUMBER).replace("[source]", '[source]\ntimeout = "3s"')
        daemon = Daemon(folder, text, WELL)
        stack.callback(daemon.stop, kill=True)
        daemon.start()
        yield daemon, standin, Mailbox(folder / "mails")


def facts(daemon):
    """The acts that are held now."""
    held = daemon.ask("history", NUMBER, check=False)["facts"]
    return {
        (f["participant"], f["act"], f["date"], f["withdrawn"]) for f in held if not f["superseded"]
    }


def look(daemon):
    done = daemon.ctl("poll", NUMBER, "--json", check=False)
    if not done.stdout:
        raise AssertionError(f"{done.stderr}\n{daemon.log.read_text(encoding='utf-8')[-4000:]}")
    return json.loads(done.stdout)["polls"][0]


def how(poll):
    if not poll["believed"]:
        return "refused"
    return "held" if poll["pending"] else "read"


def events(daemon):
    told = daemon.ask("events", check=False)["events"]
    return [event for event in told if not event["kind"].startswith("source.")]


@contextlib.contextmanager
def fault_of_the_standin(name, daemon, standin):
    standin.fault(name)
    yield
    standin.control(clear=True)


@contextlib.contextmanager
def other_address(address, daemon, standin):
    """The service is restarted with another address of the collection, and with the old one after."""
    good = daemon.config.read_text(encoding="utf-8")
    daemon.stop()
    daemon.config.write_text(good.replace(standin.address, address), encoding="utf-8")
    daemon.start()
    yield
    daemon.stop()
    daemon.config.write_text(good, encoding="utf-8")
    daemon.start()


@contextlib.contextmanager
def wrong_certificate(daemon, standin):
    with tempfile.TemporaryDirectory() as folder:
        with run_beside.collection(NUMBER, day=ILL, tls=folder) as secure:
            with other_address(secure.address, daemon, standin):
                yield


@contextlib.contextmanager
def locked_database(daemon, standin):
    other = sqlite3.connect(daemon.state / "treatyd.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


AROUND = {
    "certificate-not-trusted": wrong_certificate,
    "host-unknown": lambda d, s: other_address("https://treaties.invalid", d, s),
    "nobody-listens": lambda d, s: other_address("http://127.0.0.1:9", d, s),
    "database-locked": locked_database,
}


def run(name, truth):
    """The outcome; `wrong` says what was not as it must be."""
    outcome = Outcome(name)
    with surroundings(name) as (daemon, standin, mailbox):
        if not daemon.poll():
            raise AssertionError(f"the first look failed: {daemon.log.read_text()}")
        before = facts(daemon)
        standin.control(day=ILL)
        daemon.set_day(ILL)
        around = AROUND.get(name)
        within = around(daemon, standin) if around else fault_of_the_standin(name, daemon, standin)
        with within:
            hows = [how(look(daemon)) for _ in range(LOOKS_AT_THE_FAULT)]
            judge_while_it_lasts(outcome, daemon, before, hows, truth)
        standin.control(day=WELL_AGAIN)
        daemon.set_day(WELL_AGAIN)
        after = [look(daemon), look(daemon)]
        if not all(poll["believed"] for poll in after):
            outcome.wrong.append(f"not read when it was well again: {after}")
        judge_afterwards(outcome, daemon, mailbox, before, truth)
    return outcome


def judge_while_it_lasts(outcome, daemon, before, hows, truth):
    outcome.how = next(word for word in ("refused", "held", "read") if word in hows)
    if outcome.how == "refused" and truth == "kept":
        outcome.wrong.append("a whole record was refused")
    if outcome.how != "refused" and truth == "missing":
        outcome.wrong.append("an answer without a record was believed")
    if outcome.name in BELIEVED:
        return
    if odd := facts(daemon) - {DEPOSIT} ^ before:
        outcome.wrong.append(f"false facts: {sorted(odd)}")
    if odd := {event["id"] for event in events(daemon)} - ALERTS:
        outcome.wrong.append(f"false alerts: {sorted(odd)}")


def judge_afterwards(outcome, daemon, mailbox, before, truth):
    told = [event["id"] for event in events(daemon)]
    mails = [mail["Subject"] for mail in mailbox.mails(READER)]
    outcome.reader_mails = len(mails)
    outcome.operator_told = bool(mailbox.mails(OPERATOR))
    outcome.found = all(told.count(alert) == 1 for alert in ALERTS) and DEPOSIT in facts(daemon)
    if not outcome.found:
        outcome.wrong.append(f"the true change was not told once: {told}")
    if outcome.how != "read" and not outcome.operator_told:
        outcome.wrong.append("the operator was not told")
    extra = [event for event in told if event not in ALERTS]
    allowed = BELIEVED.get(outcome.name)
    if allowed is None and (extra or len(mails) != 1):
        outcome.wrong.append(f"readers were told: {extra}, {mails}")
    if allowed and not any(event.startswith(allowed) for event in extra):
        outcome.wrong.append(f"the new act was not told: {told}")
