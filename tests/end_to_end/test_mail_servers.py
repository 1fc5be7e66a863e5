"""Five submission servers, one of them out of order in one way after another."""

import contextlib
import hashlib
import socket
import subprocess
import threading

from running import OPERATOR, PROGRAMS, READER, Mailbox, WithDaemon, until
from run_beside import process

NAMES = ("north", "east", "south", "west")
DEAD = "south"
PEOPLE = ("a", "b", "c")


class OutOfOrder:
    """Holds a port and takes no mail there: `word` is all that it says before it hangs up; with None
    it keeps the line open and says nothing."""

    def __init__(self, word):
        self.word, self.lines = word, []
        self.entry = socket.create_server(("127.0.0.1", 0))
        self.port = self.entry.getsockname()[1]
        threading.Thread(target=self.take, daemon=True).start()

    def take(self):
        with contextlib.suppress(OSError):
            while True:
                line, _ = self.entry.accept()
                self.lines.append(line)
                if self.word:
                    line.sendall(self.word)
                    line.close()

    def end(self):
        # Wakes the thread, which would keep the port.
        with contextlib.suppress(OSError):
            self.entry.shutdown(socket.SHUT_RDWR)
        self.entry.close()
        for line in self.lines:
            line.close()


class OneOfFiveIsDead(WithDaemon):
    """What is common to the ways of being dead; `word` as OutOfOrder has it."""

    word = None

    def serve(self, name, port=0):
        """A mail server of its own, from now to the end of the test; its port."""
        sink = process("mail_sink.py", "--folder", self.folder / name, "--port", port)
        return int(self.enterContext(sink).split(":")[1])

    def more_config(self):
        self.ports = {name: self.serve(name) for name in NAMES if name != DEAD}
        self.dead = OutOfOrder(self.word)
        self.addCleanup(self.dead.end)
        self.ports[DEAD] = self.dead.port
        config = ""
        for name, port in self.ports.items():
            config += f'[mail.servers.{name}]\nserver = "127.0.0.1"\nport = {port}\n'
            config += 'security = "none"\n'
        for name in self.ports:
            for who in PEOPLE:
                config += f'[[subscriber]]\nname = "{who}.{name}"\n'
                config += f'mail = "{who}@{name}.example"\nvia = "{name}"\n'
        return config

    def rows(self, server=None):
        """The deliveries of one server; of the usual one without a name."""
        channel = f"mail:{server}" if server else "mail"
        rows = self.daemon.ask("deliveries", check=False)["deliveries"]
        return [row for row in rows if row["channel"] == channel]

    def tell(self):
        """Has a deposit told, without waiting for all of it."""
        self.assertTrue(self.daemon.poll())
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        command = [PROGRAMS / "treatyctl", "--socket", self.daemon.socket, "poll"]
        poll = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
        self.addCleanup(poll.wait)
        self.addCleanup(poll.kill)

    def judge_the_others(self):
        living = [name for name in self.ports if name != DEAD]

        def all_told():
            rows = self.rows() + [row for name in living for row in self.rows(name)]
            return rows and all(row["state"] == "sent" for row in rows)

        until(all_told, "the mail of the other servers", 120)
        waiting = self.rows(DEAD)
        self.assertEqual(len(PEOPLE), len({row["subscriber"] for row in waiting}))
        self.assertEqual([], [row for row in waiting if row["state"] in ("sent", "dead")])
        self.assertEqual(1, len(self.mailbox.mails(READER)))
        for name in living:
            told = [mail["X-Envelope-To"] for mail in Mailbox(self.folder / name).mails()]
            self.assertEqual({f"{who}@{name}.example" for who in PEOPLE}, set(told))
            self.assertEqual(len(PEOPLE), len(told))

    def judge_the_dead_one(self):
        self.dead.end()
        self.serve(DEAD, self.dead.port)
        until(lambda: all(row["state"] == "sent" for row in self.rows(DEAD)), "their mail", 120)
        mails = Mailbox(self.folder / DEAD).mails()
        self.assertEqual(len(PEOPLE), len(mails))
        for mail in mails:
            who = mail["X-Envelope-To"].split("@")[0]
            (event,) = {row["event"] for row in self.rows(DEAD) if ".deposit." in row["event"]}
            text = f"{event}\n{who}.{DEAD}\ntreatyd.example"
            left = f"{event}.{hashlib.sha256(text.encode()).hexdigest()[:16]}"
            self.assertIn(f"<{left}@treatyd.example>", (mail["Message-ID"], mail["References"] or ""))
        # What the server did not take is no attempt of theirs, however often that was.
        self.assertEqual({2}, {row["attempts"] for row in self.rows(DEAD)})


class NobodyListens(OneOfFiveIsDead):
    def test_the_others_are_told_and_its_own_when_it_is_back(self):
        self.dead.end()
        self.tell()
        self.judge_the_others()
        until(lambda: any("refused" in row["error"] for row in self.rows(DEAD)), "an attempt", 60)
        self.judge_the_dead_one()


class ItTakesLinesAndNeverAnswers(OneOfFiveIsDead):
    def test_the_others_are_told_and_its_own_when_it_is_back(self):
        self.tell()
        self.judge_the_others()
        self.assertTrue(self.dead.lines)
        self.judge_the_dead_one()


class ItIsTooBusyForAll(OneOfFiveIsDead):
    word = b"421 4.3.2 too busy, come again\r\n"

    def test_the_others_are_told_and_its_own_when_it_is_back(self):
        self.tell()
        self.judge_the_others()
        until(lambda: any("421" in row["error"] for row in self.rows(DEAD)), "an attempt", 60)
        self.judge_the_dead_one()


class ItRefusesToTalk(OneOfFiveIsDead):
    """554 instead of a greeting: for good, and yet no word about any recipient."""

    word = b"554 5.3.2 no mail here\r\n"

    def test_that_is_no_refusal_of_anybody_and_the_mail_comes_when_it_is_mended(self):
        self.tell()
        self.judge_the_others()
        for day, name in enumerate(("Azerbaijan", "Albania", "Algeria"), 4):
            self.set_day(f"2025-12-0{day}")
            self.deposit(name, f"2025-12-0{day - 1}")
            self.daemon.poll()
        until(lambda: any("554" in row["error"] for row in self.rows(DEAD)), "an attempt", 60)
        people = self.daemon.ask("subscribers", check=False)["subscribers"]
        self.assertEqual({0}, {one["refusals"] for one in people})
        self.assertEqual([], [one["name"] for one in people if one["suspended"]])
        self.assertEqual([], [row for row in self.rows(DEAD) if row["state"] == "dead"])
        self.dead.end()
        self.serve(DEAD, self.dead.port)
        until(lambda: all(row["state"] == "sent" for row in self.rows(DEAD)), "their mail", 120)
        mails = Mailbox(self.folder / DEAD).mails()
        self.assertEqual(4 * len(PEOPLE), len({mail["Message-ID"] for mail in mails}))
        self.assertEqual(4 * len(PEOPLE), len(mails))


class AnAddressIsRefusedByItsServer(WithDaemon):
    def more_config(self):
        self.word = self.folder / "north-mode"
        sink = process("mail_sink.py", "--folder", self.folder / "north", "--mode", self.word)
        port = int(self.enterContext(sink).split(":")[1])
        return f"""
            [mail.servers.north]
            server = "127.0.0.1"
            port = {port}
            security = "none"
            from = "north@north.example"
            [[subscriber]]
            name = "north-reader"
            mail = "reader@north.example"
            via = "north"
        """

    def test_it_is_suspended_and_the_operators_are_told_through_another(self):
        self.daemon.poll()
        self.word.write_text("5xx\n", encoding="utf-8")
        for day, name in enumerate(("Qatar", "Azerbaijan", "Albania"), 3):
            self.set_day(f"2025-12-0{day}")
            self.deposit(name, f"2025-12-0{day - 1}")
            self.daemon.poll()
        people = {one["name"]: one for one in self.daemon.ask("subscribers")["subscribers"]}
        self.assertIsNotNone(people["north-reader"]["suspended"])
        self.assertEqual("north", people["north-reader"]["via"])
        self.assertIsNone(people["reader"]["suspended"])
        until(lambda: any("north-reader" in s for s in self.subjects(OPERATOR)), "the alarm")
        self.word.write_text("accept\n", encoding="utf-8")
        self.daemon.ctl("subscribers", "resume", "north-reader")
        mails = until(lambda: Mailbox(self.folder / "north").mails(), "what was given up since")
        self.assertEqual("north@north.example", mails[0]["From"])
        self.assertTrue(all(m["Message-ID"].endswith("@north.example>") for m in mails))

