import contextlib
import hashlib
import http.server
import json
import sqlite3
import subprocess
import threading
from datetime import date

from running import CYBERCRIME, OPERATOR, PROGRAMS, READER, WithDaemon, WithRule, until


class UrgentNotices(WithRule):
    old, new = "instruments   = 40", "instruments   = 1"

    def more_config(self):
        self.told = self.folder / "told"
        script = self.folder / "tell"
        script.write_text(f"#!/bin/sh\ncat >>{self.told}\n", encoding="utf-8")
        script.chmod(0o755)
        return super().more_config() + f"""
[[subscriber]]
name = "pager"
command = ["{script}"]
operator = true
treaties = ["{CYBERCRIME}"]
kinds = ["source.broken"]
"""

    def test_one_without_a_receipt_after_an_hour_alarms_by_another_channel(self):
        self.daemon.poll()
        self.mode.write_text("4xx\n")
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        self.assertFalse(self.told.exists())
        self.daemon.set_day("2025-12-03T14:00")
        self.daemon.poll()
        until(self.told.exists, "the alarm")
        alarms = [json.loads(line) for line in self.told.read_text().splitlines()]
        self.assertEqual({"source.broken"}, {alarm["kind"] for alarm in alarms})
        self.assertTrue(any("Threshold reached" in alarm["text"] for alarm in alarms))
        self.assertIn("451", alarms[0]["text"])
        count = len(self.daemon.kinds())
        self.daemon.poll()
        self.assertEqual(count, len(self.daemon.kinds()))
        self.assertEqual([], self.mailbox.mails(OPERATOR))


class SignsOfLife(WithDaemon):
    def more_config(self):
        self.pings = []
        test = self

        class Switch(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                test.pings.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        switch = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Switch)
        threading.Thread(target=switch.serve_forever, daemon=True).start()
        self.addCleanup(switch.server_close)
        self.addCleanup(switch.shutdown)
        return f"""
[watch]
ping_url = "http://127.0.0.1:{switch.server_address[1]}/alive"
[[subscriber]]
name = "weekly"
mail = "weekly@ngo.example"
kinds = ["heartbeat"]
"""

    def test_the_dead_mans_switch_is_reset_after_good_cycles_only(self):
        self.daemon.poll()
        until(lambda: self.pings == ["/alive"], "the ping")
        self.standin.fault("error-page")
        self.daemon.poll()
        self.standin.control(clear=True)
        self.daemon.poll()
        until(lambda: len(self.pings) == 2, "the second ping")

    def test_those_who_want_it_hear_once_a_week_that_all_is_well(self):
        self.daemon.poll()
        self.set_day("2025-12-09")
        self.daemon.poll()
        self.daemon.poll()
        self.daemon.poll()
        (mail,) = self.mailbox.mails("weekly@ngo.example")
        self.assertIn("Still watching", mail["Subject"])
        self.assertIn("nothing changed", mail["Subject"])
        self.assertEqual([], self.mailbox.mails(READER))

    def test_nobody_hears_that_all_is_well_while_the_source_is_broken(self):
        self.daemon.poll()
        self.standin.fault("server-error")
        for day in ("2025-12-09", "2025-12-10", "2025-12-11"):
            self.daemon.set_day(day)
            self.daemon.poll()
        self.assertEqual([], self.mailbox.mails("weekly@ngo.example"))
        self.assertTrue(self.mailbox.mails(OPERATOR))


class WrongClock(WithRule):
    old, new = "date    = 2026-12-31", "date    = 2026-01-01"

    def test_days_are_not_told_while_the_depositarys_clock_disagrees(self):
        self.daemon.stop()
        self.standin.control(day=date.today().isoformat(), dates="real")
        self.daemon.start(simulated=False)
        until(lambda: self.daemon.ask("status", check=False)["last_good_check"], "the first look")
        self.standin.fault("date-ahead")
        self.daemon.poll()
        self.assertIn("clock", self.daemon.ask("status", CYBERCRIME, check=False)["fault"])
        self.assertTrue(any("clock" in subject for subject in self.subjects(OPERATOR)))
        self.daemon.stop()
        with contextlib.closing(sqlite3.connect(self.daemon.state / "treatyd.db")) as database:
            database.execute("UPDATE meta SET value = '2025-12-01' WHERE key LIKE 'calendar.%'")
            database.commit()
        self.daemon.start(simulated=False)
        self.daemon.poll()
        self.assertNotIn("deadline.passed", self.daemon.kinds())
        self.standin.control(clear=True)
        self.daemon.poll()
        self.daemon.poll()
        self.assertIn("deadline.passed", self.daemon.kinds())
        self.assertIsNone(self.daemon.ask("status", CYBERCRIME)["fault"])


class Evidence(WithDaemon):
    def test_an_event_leads_to_the_bytes_the_row_and_the_times(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        event = "XVIII-16.deposit.QAT.ratification.2025-12-02"
        answer = self.daemon.ask("evidence", event)
        command = [PROGRAMS / "treatyctl", "--socket", self.daemon.socket, "evidence", "--body", event]
        body = subprocess.run(command, capture_output=True, check=True).stdout
        self.assertEqual(answer["document"]["sha256"], hashlib.sha256(body).hexdigest())
        self.assertTrue(b"2 Dec\t 2025" in body)
        self.assertEqual("2025-12-02", [f["date"] for f in answer["facts"] if f["act"] == "ratification"][0])
        page = self.daemon.ctl("evidence", event).stdout
        self.assertIn(answer["document"]["sha256"], page)
        self.assertEqual(5, self.daemon.ctl("evidence", "x", check=False).returncode)

    def test_what_was_known_on_a_day_and_what_was_so_on_a_day_can_be_asked(self):
        self.daemon.poll()
        self.set_day("2025-12-20")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        count = lambda *words: self.daemon.ask("status", CYBERCRIME, *words)["count"]
        self.assertEqual(1, count())
        self.assertEqual(0, count("--known-on", "2025-12-19"))
        self.assertEqual(1, count("--as-of", "2025-12-02"))
        self.assertEqual(0, count("--as-of", "2025-12-01"))
        self.assertEqual(2, self.daemon.ctl("status", CYBERCRIME, "--as-of", "x", check=False).returncode)
