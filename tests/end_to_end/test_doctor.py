"""`treatyctl doctor` with a service and without, well and ill."""

import json
import os
import pathlib
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

import run_beside
from running import CYBERCRIME, PROGRAMS, WithDaemon, configuration

SECRET = "correct horse battery staple"


class TheDoctor(WithDaemon):
    def examine(self, *words, **options):
        command = [PROGRAMS / "treatyctl", "doctor", "--config", self.daemon.config]
        command += ["--state", self.daemon.state, "--socket", self.daemon.socket, *words]
        return subprocess.run(list(map(str, command)), capture_output=True, text=True, **options)

    def report(self, *words):
        done = self.examine("--json", *words)
        report = json.loads(done.stdout)
        self.assertEqual(report["healthy"], done.returncode == 0)
        return report

    def found(self, check, *words):
        return [(c["level"], c["text"]) for c in self.report(*words)["checks"] if c["check"] == check]

    def levels(self, check, *words):
        return [level for level, _ in self.found(check, *words)]

    def test_finds_nothing_wrong_with_a_service_that_is_well(self):
        self.daemon.poll()
        self.standin.control(dates="real")
        done = self.examine()
        self.assertEqual(0, done.returncode, done.stdout)
        self.assertTrue(done.stdout.endswith("0 faults, 1 warning\n"), done.stdout)
        for check in (
            "configuration rules zone folder disk database service source reading network mail "
            "subscribers deliveries"
        ).split():
            self.assertIn(f" {check} ", done.stdout)
        self.assertTrue(all(len(line) <= 80 for line in done.stdout.splitlines()))

    def test_knows_the_groups_that_a_subscriber_may_name(self):
        text = self.daemon.config.read_text(encoding="utf-8")
        more = '[[subscriber]]\nname = "union"\nmail = "u@ngo.example"\ngroups = ["EU"]\n'
        self.daemon.config.write_text(text + more, encoding="utf-8")
        self.assertNotIn("fault", self.levels("configuration"))

    def test_says_what_it_can_without_a_service(self):
        self.daemon.poll()
        self.daemon.stop()
        self.assertEqual(["fault"], self.levels("service"))
        self.assertIn(("ok", "127.0.0.1:"), [(a, b[:10]) for a, b in self.found("mail")])
        self.assertEqual(["ok"], self.levels("reading"))
        self.assertIn("ok", self.levels("source"))
        self.assertEqual(["ok"], self.levels("deliveries"))

    def test_a_source_that_cannot_be_believed_or_reached_is_named_with_its_fault(self):
        self.daemon.poll()
        self.standin.fault("error-page")
        self.daemon.poll()
        levels = dict(self.found("source"))
        self.assertIn("warning", levels)
        self.assertIn("XVIII-16 is suspect", levels["warning"])
        self.standin.control(clear=True)
        self.standin.fault("forbidden")
        for _ in range(3):
            self.daemon.poll()
        levels = dict(self.found("source"))
        self.assertIn("XVIII-16 is broken", levels["fault"])
        self.assertIn("403", levels["fault"])

    def test_clocks_that_differ_are_a_fault(self):
        self.assertEqual(["fault"], self.levels("clock"))
        self.standin.control(dates="real")
        self.assertEqual(["ok"], self.levels("clock"))

    def test_offline_asks_nobody_elsewhere(self):
        before = self.requests.read_text() if self.requests.exists() else ""
        report = self.report("--offline")
        checks = {c["check"] for c in report["checks"]}
        self.assertEqual(set(), checks & {"network", "mail"})
        self.assertEqual(before, self.requests.read_text() if self.requests.exists() else "")

    def test_a_damaged_database_is_a_fault_and_nothing_crashes(self):
        self.daemon.poll()
        self.daemon.stop()
        file = self.daemon.state / "treatyd.db"
        bytes_before = bytearray(file.read_bytes())
        bytes_before[8192:12288] = b"\xff" * 4096
        file.write_bytes(bytes_before)
        self.assertIn("fault", self.levels("database"))
        file.write_bytes(b"no database" * 1000)
        self.assertIn("fault", self.levels("database"))

    def test_a_database_of_another_version_is_named(self):
        self.daemon.stop()
        with sqlite3.connect(self.daemon.state / "treatyd.db") as database:
            known = database.execute("PRAGMA user_version").fetchone()[0]
            database.execute("PRAGMA user_version = 1")
        ((level, text),) = self.found("database")
        self.assertEqual("warning", level)
        self.assertIn(f"schema version 1, this program knows {known}", text)
        with sqlite3.connect(self.daemon.state / "treatyd.db") as database:
            database.execute("PRAGMA user_version = 999")
        ((level, text),) = self.found("database")
        self.assertEqual("fault", level)

    def test_a_mistake_in_the_configuration_has_its_line(self):
        text = self.daemon.config.read_text(encoding="utf-8")
        self.daemon.config.write_text(text + "[wach]\n", encoding="utf-8")
        (text,) = [text for level, text in self.found("configuration") if level == "fault"]
        self.assertIn(f"treatyd.toml:{len(self.daemon.config.read_text().splitlines())}", text)
        self.assertIn("watch", text)

    def test_a_broken_rule_is_a_fault(self):
        rules = self.folder / "rules"
        rules.mkdir()
        (rules / "XVIII-16.toml").write_text('number = "XVIII-16"\nwiat = 3\n', encoding="utf-8")
        self.assertIn("fault", self.levels("rules", "--rules", str(rules)))

    def test_what_somebody_without_rights_may_not_see_is_said_in_plain_words(self):
        if os.geteuid() != 0:
            self.skipTest("only root can become somebody else")
        self.daemon.poll()
        nobody = pwd.getpwnam("nobody")
        for folder in (self.folder, self.daemon.state):
            folder.chmod(0o755)
        self.daemon.config.chmod(0o644)
        programs = pathlib.Path(shutil.copytree(PROGRAMS, self.folder / "bin", dirs_exist_ok=True,
                                ignore=lambda _, names: [n for n in names if n != "treatyctl"]))
        data = shutil.copytree(pathlib.Path(__file__).parents[2] / "config", self.folder / "data")
        done = subprocess.run(
            [programs / "treatyctl", "doctor", "--offline", "--config", self.daemon.config,
             "--state", self.daemon.state, "--socket", self.daemon.socket],
            capture_output=True, text=True, user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[],
            env={"TREATYD_DATA_DIR": str(data), "ASAN_OPTIONS": "detect_leaks=0"},
        )
        self.assertEqual(1, done.returncode, done.stderr)
        words = " ".join(done.stdout.split())
        self.assertIn("may not be read by you: Permission denied", words)
        self.assertIn("you may not open", words)
        self.assertNotIn("readonly database", words)

    def test_a_file_of_another_owner_in_the_state_folder_is_a_fault(self):
        if os.geteuid() != 0:
            self.skipTest("only root can give files away")
        self.daemon.stop()
        os.chown(self.daemon.state / "treatyd.db", 65534, -1)
        self.assertIn("fault", self.levels("folder"))


class TheDoctorAndTheMailServer(unittest.TestCase):
    """A mail server with TLS and a login, and no service at all."""

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.password = self.folder / "password"
        self.sink = self.enterContext(
            run_beside.process(
                "mail_sink.py", "--folder", self.folder / "mails", "--tls", self.folder,
                "--auth", f"watch:{SECRET}",
            )
        )

    def mail_finding(self, password, ca=True, security="starttls", port=None):
        self.password.write_text(password + "\n", encoding="utf-8")
        port = port or self.sink.split(":")[1]
        login = f'user = "watch"\npassword_file = "{self.password}"'
        login += f'\nca_file = "{self.folder / "ca.pem"}"' if ca else ""
        text = configuration("http://127.0.0.1:9", port)
        config = self.folder / "treatyd.toml"
        config.write_text(
            text.replace('security = "none"', f'security = "{security}"\n{login}'), encoding="utf-8"
        )
        command = [PROGRAMS / "treatyctl", "doctor", "--config", config, "--json"]
        command += ["--state", self.folder / "state"]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        self.assertNotIn(SECRET, done.stdout + done.stderr)
        self.assertNotIn("wrong-word", done.stdout + done.stderr)
        ((level, text),) = [
            (c["level"], c["text"])
            for c in json.loads(done.stdout)["checks"]
            if c["check"] == "mail"
        ]
        self.assertEqual([], list((self.folder / "mails").glob("*.eml")))
        return level, text

    def test_it_logs_in_and_sends_nothing(self):
        level, text = self.mail_finding(SECRET)
        self.assertEqual("ok", level, text)
        self.assertIn("its certificate is good, and it lets us in", text)

    def test_a_wrong_password_is_a_fault_that_does_not_tell_it(self):
        level, text = self.mail_finding("wrong-word")
        self.assertEqual("fault", level)
        self.assertIn("refused the login: 535", text)

    def test_a_certificate_that_nobody_trusts_is_a_fault(self):
        level, text = self.mail_finding(SECRET, ca=False)
        self.assertEqual("fault", level)
        self.assertIn("certificate", text)

    def test_a_server_that_is_not_there_is_a_fault(self):
        level, text = self.mail_finding(SECRET, port=9)
        self.assertEqual("fault", level)
        self.assertIn("connection refused", text)
