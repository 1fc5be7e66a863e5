"""SIGKILL at random moments and at each write of the chain, while acts arrive and notices go out."""

import contextlib
import hashlib
import json
import os
import pathlib
import random
import socket
import sqlite3
import time
import tomllib
from datetime import date, timedelta

from collection import Treaty
from running import CYBERCRIME, READER, ROOT, WithDaemon, until

KILLS = 500 if os.environ.get("TREATYD_FULL") else 50
SECOND = "second@ngo.example"
# What changes the database or leaves the machine. A leak check cannot run under a tracer.
WRITES = "pwrite64,fdatasync,sendto,sendmsg"
TRACED = ["env", "ASAN_OPTIONS=detect_leaks=0", "strace", "-f", "-qq", "-o", "/dev/null"]
TRACED += ["-e", f"trace={WRITES}"]


def states():
    """Ids and names of States; those on record already keep the name that they have there."""
    with open(ROOT / "config/participants.toml", "rb") as file:
        known = [p for p in tomllib.load(file)["participant"] if "region" in p]
    on_record = {facts.participant for facts in Treaty.load(CYBERCRIME).facts}
    for state in known:
        forms = [state["name"], *state.get("aliases", [])]
        yield state["id"], next((form for form in forms if form in on_record), state["name"])


class KilledAtAnyMoment(WithDaemon):
    def more_config(self):
        self.told = self.folder / "told"
        script = self.folder / "tell"
        script.write_text(f"#!/bin/sh\ncat >>{self.told}\n", encoding="utf-8")
        script.chmod(0o755)
        return f"""
[[subscriber]]
name = "second"
mail = "{SECOND}"
[[subscriber]]
name = "chat"
command = ["{script}"]
"""

    def ask_to_poll(self):
        """Connects as soon as the service listens, and asks; None when it ended before."""
        while self.daemon.process.poll() is None:
            line = socket.socket(socket.AF_UNIX)
            try:
                line.connect(str(self.daemon.socket))
                line.sendall(b"POST /v1/poll HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                return line
            except OSError:
                line.close()
                time.sleep(0.005)
        return None

    def one_life(self, under, lifetime):
        """The service runs until a write kills it, or its time is over; True when it was killed
        before it had answered that all is delivered."""
        answered = False
        self.daemon.spawn(under=under)
        line = self.ask_to_poll()
        if line:
            with line:
                line.settimeout(lifetime)
                with contextlib.suppress(OSError):
                    answered = bool(line.recv(1))  # comes when all has been delivered
        self.end_life(under)
        return not answered

    def end_life(self, under):
        if under:  # killing the tracer would let the traced one go on
            children = f"/proc/{self.daemon.process.pid}/task/{self.daemon.process.pid}/children"
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                for child in pathlib.Path(children).read_text(encoding="ascii").split():
                    os.kill(int(child), 9)
            self.daemon.process.wait()
        self.daemon.stop(kill=True)

    def writes_of_a_life(self):
        log = self.folder / "strace"
        self.one_life([*TRACED[:5], "-o", log, *TRACED[7:]], 30)
        return log.read_text(encoding="utf-8").count("(")

    def test_every_event_reaches_everybody_under_one_id(self):
        self.assertTrue(self.daemon.poll())
        seed = random.randrange(1 << 30)
        print(f"{KILLS} kills, seed {seed}", flush=True)
        chance = random.Random(seed)
        pool = list(states())
        chance.shuffle(pool)
        acts = []
        day = date.fromisoformat(self.day)

        def arrive():
            if pool:
                day_now = day + timedelta(days=len(acts) // 4)
                self.set_day(day_now.isoformat())
                identity, name = pool.pop()
                self.deposit(name, day_now.isoformat())
                acts.append(f"XVIII-16.deposit.{identity}.ratification.{day_now}")

        arrive()
        self.daemon.stop()
        began = time.monotonic()
        writes = self.writes_of_a_life()
        horizon = time.monotonic() - began
        at_work = 0
        for kill in range(KILLS):
            if chance.random() < 0.7:
                arrive()
            if kill % 2:
                inject = f"inject={WRITES}:signal=KILL:when={chance.randint(1, writes)}"
                at_work += self.one_life([*TRACED, "-e", inject], 30)
            else:
                at_work += self.one_life([], chance.uniform(0.01, horizon))
        print(f"{at_work} of them at work; a life has {writes} writes", flush=True)
        self.daemon.start()
        self.assertTrue(self.daemon.poll())
        until(lambda: not self.daemon.ask("status")["deliveries"]["pending"], "all is delivered")
        self.daemon.stop()
        self.judge(acts)

    def judge(self, acts):
        with sqlite3.connect(self.daemon.state / "treatyd.db") as database:
            self.assertEqual([("ok",)], database.execute("PRAGMA integrity_check").fetchall())
            rows = database.execute("SELECT content, hash FROM event ORDER BY sequence").fetchall()
            self.assertEqual([], database.execute("SELECT * FROM delivery WHERE state <> 'sent'").fetchall())
        link = ""
        for content, kept in rows:
            link = hashlib.sha256(f"{link}\n{content}".encode()).hexdigest()
            self.assertEqual(link, kept)
        events = [json.loads(content) for content, _ in rows]
        told = [event["id"] for event in events if not event["kind"].startswith("source.")]
        self.assertEqual([], self.daemon.differences())
        self.assertEqual(sorted(acts), sorted(id for id in told if ".deposit." in id))
        for address in (READER, SECOND):
            mails = {m["Message-ID"]: m["References"] or "" for m in self.mailbox.mails(address)}
            for event in told:
                carriers = [id for id, more in mails.items() if f"<{event}." in f"{id} {more}"]
                self.assertEqual(1, len(carriers), f"{event} to {address}: {carriers}")
        lines = self.told.read_text(encoding="utf-8").splitlines()
        self.assertEqual(set(told), {json.loads(line)["id"] for line in lines})
        repeated = len(lines) - len(told) + len(self.mailbox.mails(READER)) - len(mails)
        print(f"{len(told)} events, each to three subscribers; {repeated} repeats under the same id")
