import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import run_beside
from running import CYBERCRIME, OPERATOR, PROGRAMS, READER, Daemon, WithDaemon, configuration, until


class BadDocuments(WithDaemon):
    """No fact changes, no reader is told, the operator is, and status and log give the reason."""

    def refused(self, fault, form=None, words=""):
        self.daemon.poll()
        before = self.facts()
        limits = {"form": form} if form else {}
        self.standin.fault(fault, **limits)
        self.set_day("2025-12-02")
        self.assertFalse(self.daemon.poll())
        self.assertEqual(before, self.facts())
        self.assertEqual([], self.mailbox.mails(READER))
        self.assertIn("source.suspect", self.daemon.kinds())
        self.assertIn("XVIII-16", self.mailbox.mails(OPERATOR)[0]["Subject"])
        page = self.daemon.ctl("status", CYBERCRIME, check=False).stdout
        self.assertIn(words, " ".join(page.split()))
        self.assertIn("warning: XVIII-16: ", self.log_text())
        self.standin.control(clear=True)
        self.assertTrue(self.daemon.poll())
        self.assertEqual(before, [dict(f, last_confirmed=b["last_confirmed"])
                                  for f, b in zip(self.facts(), before, strict=True)])
        self.assertEqual([], self.mailbox.mails(READER))

    def test_an_error_page_with_status_200(self):
        self.refused("error-page")

    def test_half_a_page(self):
        self.refused("half-page")

    def test_an_empty_body(self):
        self.refused_without_document("empty-body")

    def refused_without_document(self, fault):
        self.daemon.poll()
        before = self.facts()
        self.standin.fault(fault)
        self.assertFalse(self.daemon.poll())
        self.assertEqual(before, self.facts())
        self.assertEqual([], self.mailbox.mails(READER))
        self.assertIn("empty", self.daemon.ctl("status", CYBERCRIME, check=False).stdout)

    def test_another_treatys_page(self):
        self.refused("another-treaty", words="the document is that of")

    def test_garbled_documents(self):
        self.refused("garbled")

    def test_a_total_that_the_table_does_not_bear_out(self):
        self.refused("signatories-off-by-one", words="signatories, its table shows")

    def test_a_name_that_nobody_knows(self):
        self.refused("unknown-name", words="nobody has told us who")

    def test_a_good_xml_stands_in_for_a_broken_page(self):
        self.daemon.poll()
        self.standin.fault("error-page", form="html")
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.assertTrue(self.daemon.poll())
        self.assertIn("deposit", self.daemon.kinds())


class NoNetwork(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def status_without(self, address, words):
        daemon = Daemon(self.folder, configuration(address, 9), "2025-12-01")
        daemon.start(simulated=False)
        self.addCleanup(daemon.stop, kill=True)

        def tried():
            return words in " ".join(daemon.ctl("status", check=False).stdout.split())

        until(tried, words)
        done = daemon.ctl("status", check=False)
        self.assertEqual(4, done.returncode)
        page = " ".join(done.stdout.split())
        self.assertIn("last good reading: never; next try in", page)
        self.assertIn(words, daemon.log.read_text())
        self.assertEqual(3, subprocess.run(
            [PROGRAMS / "treatyctl", "--socket", self.folder / "none", "status"],
            capture_output=True).returncode)

    def test_a_closed_port_is_named_and_the_daemon_goes_on(self):
        with run_beside.collection(CYBERCRIME, day="2025-12-01") as standin:
            address = standin.address
        self.status_without(address, "cannot reach 127.0.0.1")

    def test_a_host_that_does_not_exist_is_named_and_the_daemon_goes_on(self):
        self.status_without("https://treaties.invalid", "cannot reach treaties.invalid")


class Configuration(unittest.TestCase):
    GOOD = configuration("http://127.0.0.1:9", 25)

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.file = self.folder / "treatyd.toml"

    def start(self, text, *more):
        self.file.write_text(text, encoding="utf-8")
        command = [PROGRAMS / "treatyd", "--config", self.file, "--state", self.folder / "state"]
        return subprocess.run(
            list(map(str, [*command, *more])), capture_output=True, text=True, timeout=60
        )

    def test_each_mistake_is_named_with_its_file_and_line(self):
        secret = 'password_file = "/nowhere/secret"\n'
        mistakes = [
            ("[source]", '[sorce]\nx = 1\n[source]', "unknown key sorce; did you mean source?"),
            ("contact =", "contcat =", "unknown key source.contcat; did you mean source.contact?"),
            ("port = 25", 'port = "25"', "mail.port must be an integer, not a string"),
            ("port = 25", "port = 70000", "port must be from 1 to 65535"),
            ('security = "none"', 'security = "some"', "security must be"),
            ('security = "none"', 'security = "none"\n' + secret, "no password can be read from"),
            ('track = ["XVIII-16"]', 'track = ["18.16"]', "is no treaty number"),
            ('track = ["XVIII-16"]', "track = []", "track must name at least one treaty"),
            ('name = "operator"', 'name = "reader"', "two subscribers have the name"),
            ('kinds = ["source.suspect"]', 'kinds = ["source.odd"]', "is no kind of event"),
            ('kinds = ["source.suspect"]', 'kinds = ["depost"]', 'did you mean "deposit"?'),
            ("[source]", '[source]\ninterval = "often"', "interval must be a time such as"),
            (READER, "reader at ngo", "is no mail address"),
            ("[mail]", "[mail", "rror"),
        ]
        for old, new, words in mistakes:
            with self.subTest(words):
                self.assertIn(old, self.GOOD)
                done = self.start(self.GOOD.replace(old, new, 1))
                self.assertEqual(78, done.returncode, done.stderr)
                line = next(l for l in done.stderr.splitlines() if words in l)
                self.assertRegex(line, r"treatyd\.toml:[0-9]+: ")

    def test_all_mistakes_are_named_at_once(self):
        text = self.GOOD.replace("contact =", "contcat =").replace("port = 25", "port = 0")
        done = self.start(text)
        self.assertIn("contcat", done.stderr)
        self.assertIn("65535", done.stderr)
        self.assertIn("2 mistakes", done.stderr)

    def test_a_missing_file_is_a_mistake_too(self):
        done = subprocess.run(
            [PROGRAMS / "treatyd", "--config", self.folder / "none.toml"],
            capture_output=True,
            text=True,
        )
        self.assertEqual(78, done.returncode)
        self.assertIn("none.toml: cannot be read: No such file or directory", done.stderr)

    def test_rule_files_with_an_impossible_date_or_one_number_twice_are_refused(self):
        rules = self.folder / "rules"
        rules.mkdir()
        rule = (pathlib.Path(__file__).parents[2] / "config/treaties/XVIII-16.toml").read_text()
        (rules / "a.toml").write_text(rule.replace("2026-12-31", "2026-02-31"))
        done = self.start(self.GOOD, "--rules", rules)
        self.assertEqual(78, done.returncode)
        self.assertIn("a.toml:", done.stderr)
        (rules / "a.toml").write_text(rule)
        (rules / "b.toml").write_text(rule)
        done = self.start(self.GOOD, "--rules", rules)
        self.assertEqual(78, done.returncode)
        self.assertRegex(done.stderr, r"b\.toml:1: .*XVIII-16")

    def test_check_config_names_them_too_and_what_is_good(self):
        self.file.write_text(self.GOOD.replace("contact =", "contcat ="))
        done = subprocess.run(
            [PROGRAMS / "treatyctl", "check-config", self.file], capture_output=True, text=True
        )
        self.assertEqual(1, done.returncode)
        self.assertIn("did you mean source.contact?", done.stderr)
        self.file.write_text(self.GOOD)
        done = subprocess.run(
            [PROGRAMS / "treatyctl", "check-config", self.file], capture_output=True, text=True
        )
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("XVIII-16: UN Convention against Cybercrime", done.stdout)

    def test_every_help_page_fits_a_terminal_of_80_columns(self):
        commands = """status participants history events digest deliveries poll in-force count
            read assess explain what-if propose-rule check-config""".split()
        pages = [["treatyd", "--help"], ["treatyctl", "--help"]]
        pages += [["treatyctl", command, "--help"] for command in commands]
        for program, *words in pages:
            done = subprocess.run([PROGRAMS / program, *words], capture_output=True, text=True)
            self.assertEqual(0, done.returncode, words)
            self.assertEqual([], [l for l in done.stdout.splitlines() if len(l) > 80], words)

    def test_a_false_clock_never_reaches_the_installed_state(self):
        done = subprocess.run(
            [PROGRAMS / "treatyd", "--clock", self.file], capture_output=True, text=True
        )
        self.assertEqual(64, done.returncode)
        self.assertIn("--state", done.stderr)


class Disks(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_a_state_folder_that_may_not_be_written_is_named(self):
        if os.geteuid() != 0:
            self.skipTest("needs root, to become somebody else")
        state = self.folder / "state"
        state.mkdir(mode=0o755)
        os.chmod(self.folder, 0o755)
        program = self.folder / "treatyd"
        program.write_bytes((PROGRAMS / "treatyd").read_bytes())
        program.chmod(0o755)
        config = self.folder / "treatyd.toml"
        config.write_text(configuration("http://127.0.0.1:9", 25))
        environment = {"TREATYD_DATA_DIR": str(self.copy_of_data())}
        done = subprocess.run(
            ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", str(program)]
            + ["--config", str(config), "--state", str(state)],
            capture_output=True, text=True, env=environment, timeout=60,
        )
        self.assertEqual(73, done.returncode, done.stderr)
        self.assertIn("cannot be written", done.stderr)

    def copy_of_data(self):
        data = self.folder / "data"
        shutil.copytree(pathlib.Path(__file__).parents[2] / "config", data)
        return data

    def test_a_full_disk_loses_nothing_and_is_told(self):
        if os.geteuid() != 0:
            self.skipTest("needs root, to mount a small file system")
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True
        )
        if mounted.returncode:
            self.skipTest("a file system cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(disk)])
        standin = self.enterContext(run_beside.collection(CYBERCRIME, day="2025-12-01"))
        daemon = Daemon(disk, configuration(standin.address, 25), "2025-12-01")
        daemon.start()
        self.addCleanup(daemon.stop, kill=True)
        filler = disk / "filler"
        with open(filler, "wb", buffering=0) as full:
            try:
                while True:
                    full.write(b"x" * 4096)
            except OSError:
                pass
        self.assertFalse(daemon.poll())
        self.assertIn("cannot record what was read", daemon.ask("poll", check=False)["polls"][0]["faults"][0])
        filler.unlink()
        self.assertTrue(daemon.poll())
        self.assertEqual(65, daemon.ask("status", CYBERCRIME)["signatures"])


