"""SIGHUP: the configuration and the rules taken anew, all of them or nothing."""

import signal

from running import CYBERCRIME, ROOT, WithDaemon, until


class Reload(WithDaemon):
    numbers, track = ("XVIII-16", "XVIII-12"), "XVIII-16"

    def more_config(self):
        self.rules = self.folder / "rules"
        self.rules.mkdir()
        for number in self.numbers:
            text = (ROOT / f"config/treaties/{number}.toml").read_text(encoding="utf-8")
            (self.rules / f"{number}.toml").write_text(text, encoding="utf-8")
        return ""

    def reload(self, old=None, new=None):
        """Has the configuration read again, with other words in it; what the log says of it."""
        text = self.daemon.config.read_text(encoding="utf-8")
        if old:
            self.assertIn(old, text)
            self.daemon.config.write_text(text.replace(old, new), encoding="utf-8")
        before = len(self.log_text())
        self.daemon.process.send_signal(signal.SIGHUP)
        said = until(
            lambda: [s for s in (self.log_text()[before:],) if "was not taken" in s or "tracks" in s],
            "the log says what came of it",
        )
        return said[0]

    def tracked(self):
        return [treaty["number"] for treaty in self.daemon.ask("status", check=False)["treaties"]]

    def test_takes_what_is_tracked_and_who_is_told(self):
        self.daemon.poll()
        process = self.daemon.process.pid
        self.reload('track = ["XVIII-16"]', 'track = ["XVIII-16", "XVIII-12"]')
        self.assertEqual(["XVIII-16", "XVIII-12"], self.tracked())
        self.reload(
            "[[subscriber]]\nname = \"operator\"",
            '[[subscriber]]\nname = "second"\nmail = "second@ngo.example"\n'
            '[[subscriber]]\nname = "operator"',
        )
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        self.assertEqual(1, len(self.subjects("second@ngo.example")))
        self.assertEqual(1, len(self.subjects()))
        self.reload('track = ["XVIII-16", "XVIII-12"]', 'track = ["XVIII-12"]')
        self.assertEqual(["XVIII-12"], self.tracked())
        self.assertEqual(process, self.daemon.process.pid)
        self.assertIsNone(self.daemon.process.poll())

    def test_a_mistake_changes_nothing_and_is_named_with_its_line(self):
        self.daemon.poll()
        said = self.reload('track = ["XVIII-16"]', 'track = ["XVIII-16", "XVIII-12"]\ntrakc = 1')
        self.assertRegex(said, r"treatyd\.toml:\d+: .*trakc")
        self.assertIn("everything stays as it was", said)
        self.assertEqual(["XVIII-16"], self.tracked())
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.assertTrue(self.daemon.poll())
        self.assertEqual(1, len(self.subjects()))

    def test_what_needs_a_restart_is_named_and_nothing_is_taken(self):
        for old, new, name in (
            ('contact = "tests@', 'contact = "others@', "source.contact"),
            ('from = "Treaty watch', 'from = "Another watch', "mail"),
            ("[mail]", '[socket]\nmode = "0600"\n[mail]', "socket"),
        ):
            with self.subTest(name):
                good = self.daemon.config.read_text(encoding="utf-8")
                self.daemon.config.write_text(
                    good.replace('["XVIII-16"]', '["XVIII-16", "XVIII-12"]'), encoding="utf-8"
                )
                said = self.reload(old, new)
                self.assertIn(f"{name} can only change with a restart", said)
                self.assertEqual(["XVIII-16"], self.tracked())
                self.daemon.config.write_text(good, encoding="utf-8")

    def test_takes_the_rules_and_refuses_a_faulty_one(self):
        self.daemon.poll()
        file = self.rules / f"{CYBERCRIME}.toml"
        good = file.read_text(encoding="utf-8")
        file.write_text(good.replace("instruments   = 40", "instruments   = 50"), encoding="utf-8")
        self.reload()
        rule = self.daemon.ask("status", CYBERCRIME)["rule"]
        self.assertEqual(50, rule["instruments"])
        file.write_text(good.replace("instruments   = 40", "instruments   = 0"), encoding="utf-8")
        self.assertIn("XVIII-16.toml:", self.reload())
        self.assertEqual(50, self.daemon.ask("status", CYBERCRIME)["rule"]["instruments"])

    def test_follows_in_a_stream_go_on(self):
        self.daemon.poll()
        import subprocess

        follower = subprocess.Popen(
            ["curl", "-sN", "--unix-socket", self.daemon.socket, "-H",
             "Accept: application/x-ndjson", "http://localhost/v1/events?after=0"],
            stdout=subprocess.PIPE, text=True,
        )
        self.addCleanup(follower.stdout.close)
        self.addCleanup(follower.wait)
        self.addCleanup(follower.kill)
        self.reload()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        self.assertIn("Qatar", follower.stdout.readline())
