"""`treatyctl backup`, and the one instance that may write."""

import json
import os
import shutil
import sqlite3
import subprocess
import threading

from running import CYBERCRIME, PROGRAMS, Daemon, WithDaemon


class Backup(WithDaemon):
    def setUp(self):
        super().setUp()
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        self.copy = self.folder / "backups" / "treatyd.db"
        self.copy.parent.mkdir()

    def backup(self, file=None):
        command = [PROGRAMS / "treatyctl", "backup", file or self.copy, "--state", self.daemon.state]
        return subprocess.run(list(map(str, [*command, "--json"])), capture_output=True, text=True)

    def test_a_service_goes_on_from_a_copy_made_while_another_wrote(self):
        done = threading.Event()

        def keep_writing():
            while not done.is_set():
                self.daemon.poll()

        writer = threading.Thread(target=keep_writing)
        writer.start()
        try:
            made = self.backup()
        finally:
            done.set()
            writer.join()
        self.assertEqual(0, made.returncode, made.stderr)
        told = json.loads(made.stdout)
        self.assertEqual(2, told["events"])
        self.assertEqual([self.copy], list(self.copy.parent.iterdir()))
        self.assertEqual(0, self.copy.stat().st_mode & 0o007)
        events = self.daemon.ask("events")["events"]
        self.daemon.stop()
        shutil.rmtree(self.daemon.state)
        self.daemon.state.mkdir()
        shutil.copy(self.copy, self.daemon.state / "treatyd.db")
        self.daemon.start()
        self.assertTrue(self.daemon.poll())
        self.assertEqual(events, self.daemon.ask("events")["events"])
        self.assertEqual(1, len(self.subjects()))
        self.assertEqual([], self.daemon.differences())

    def test_overwrites_nothing_and_leaves_nothing_half(self):
        self.copy.write_text("precious", encoding="utf-8")
        made = self.backup()
        self.assertEqual(1, made.returncode)
        self.assertIn("is there already", made.stderr)
        self.assertEqual("precious", self.copy.read_text(encoding="utf-8"))
        made = self.backup(self.folder / "nowhere" / "treatyd.db")
        self.assertEqual(1, made.returncode)
        self.assertIn("nowhere", made.stderr)

    def test_a_damaged_database_gives_no_backup(self):
        self.daemon.stop()
        with sqlite3.connect(self.daemon.state / "treatyd.db") as database:
            database.execute("DROP TRIGGER event_stays")
            database.execute("UPDATE event SET content = replace(content, 'Qatar', 'Wales')")
        made = self.backup()
        self.assertEqual(1, made.returncode)
        self.assertIn("damaged, and no backup was made", made.stderr)
        self.assertEqual([], list(self.copy.parent.iterdir()))

    def test_without_a_database_or_a_right_to_it_says_so(self):
        missing = subprocess.run(
            [PROGRAMS / "treatyctl", "backup", self.copy, "--state", self.folder / "other"],
            capture_output=True, text=True,
        )
        self.assertEqual(5, missing.returncode)
        self.assertIn("--state names the folder", missing.stderr)


class OneInstance(WithDaemon):
    def test_a_second_service_on_the_same_state_says_so_and_ends(self):
        other = self.folder / "other"
        other.mkdir()
        second = Daemon(other, self.daemon.config.read_text(encoding="utf-8"), self.day)
        second.state = self.daemon.state
        second.spawn()
        self.assertEqual(os.EX_CANTCREAT, second.process.wait(timeout=60))
        said = second.log.read_text(encoding="utf-8")
        self.assertIn("another treatyd holds the database", said)
        self.assertEqual([], self.daemon.ask("events", check=False)["events"])
        self.assertIn(CYBERCRIME, self.daemon.ctl("status", check=False).stdout)
