"""treatyctl verify: everything done again from the kept documents."""

import json
import shutil
import sqlite3

from running import CYBERCRIME, READER, ROOT, WithDaemon


class Verify(WithDaemon):
    def verify(self, *options, status=0):
        done = self.daemon.ctl("verify", "--state", self.daemon.state, "--json", *options, check=False)
        self.assertEqual(status, done.returncode, (done.stdout + done.stderr)[:2000])
        return json.loads(done.stdout)

    def live(self):
        """A history with a first reading, a deposit, a doubtful claim, a correction, a decision, a
        retraction and days of the calendar."""
        self.daemon.poll()
        self.set_day("2025-12-02")
        self.deposit("Qatar", "2025-11-28")
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.standin.fault("error-page")
        self.daemon.poll()
        self.standin.control(clear=True)
        self.deposit("France", "2025-06-30")
        self.daemon.poll()
        self.set_day("2025-12-05")
        self.deposit("Qatar", "2025-11-27")
        self.daemon.poll()
        (hold,) = self.daemon.ask("status")["holds"]
        self.daemon.ctl("approve", str(hold["id"]), check=False)
        told = [event["id"] for event in self.daemon.ask("events", check=False)["events"]]
        self.daemon.ctl("retract", next(id for id in told if "deposit.FRA" in id), "--reason", "A test.")
        self.set_day("2026-01-20")
        self.daemon.poll()
        return [id for id in told if ".source." not in id]

    def database(self):
        return sqlite3.connect(self.daemon.state / "treatyd.db")

    def test_a_history_with_doubts_decisions_and_a_retraction_follows_byte_for_byte(self):
        told = self.live()
        found = self.verify()
        self.assertEqual([], found["differences"])
        self.assertGreater(len(told), 2)
        self.assertGreater(found["events"], len(told))
        self.assertEqual(2, found["decisions"])
        self.assertGreater(found["rows"], 60)

    def test_it_works_on_a_copy_while_the_service_runs_and_tells_nobody(self):
        self.live()
        mails, events = len(self.mailbox.mails(READER)), self.daemon.ask("events", check=False)
        self.verify()
        self.assertEqual(mails, len(self.mailbox.mails(READER)))
        self.assertEqual(events["events"], self.daemon.ask("events", check=False)["events"])

    def test_other_rules_would_have_told_something_else_and_it_is_listed(self):
        self.live()
        rules = self.folder / "rules"
        shutil.copytree(ROOT / "config/treaties", rules)
        file = rules / f"{CYBERCRIME}.toml"
        text = file.read_text(encoding="utf-8")
        self.assertIn("instruments   = 40", text)
        file.write_text(text.replace("instruments   = 40", "instruments   = 5"), encoding="utf-8")
        found = self.verify("--rules", rules, status=1)
        self.assertTrue(any("milestone" in line for line in found["differences"]), found)

    def test_a_changed_event_and_a_damaged_document_are_named(self):
        self.live()
        self.daemon.stop()
        with self.database() as database:
            database.execute("DROP TRIGGER event_stays")
            database.execute(
                "UPDATE event SET content = replace(content, 'France', 'Sweden')"
                " WHERE id LIKE '%deposit.FRA%'"
            )
            database.execute("DROP TRIGGER body_stays")
            database.execute("UPDATE body SET sha256 = 'feed' WHERE rowid = 1")
        found = self.verify(status=1)
        said = "\n".join(found["differences"])
        self.assertIn("deposit.FRA", said)
        self.assertIn("no longer matches its hash", said)
        self.assertIn("is not what was recorded", said)

    def test_a_folder_without_a_database_is_answered_with_what_to_do(self):
        done = self.daemon.ctl("verify", "--state", self.folder / "none", check=False)
        self.assertEqual(5, done.returncode)
        self.assertIn("--state", done.stderr)
