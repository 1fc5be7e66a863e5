from running import READER, WithDaemon


class DeadLetters(WithDaemon):
    def setUp(self):
        super().setUp()
        self.daemon.poll()
        self.mode.write_text("5xx\n", encoding="utf-8")
        for day, name in ((3, "Qatar"), (4, "Azerbaijan")):
            self.set_day(f"2025-12-0{day}")
            self.deposit(name, f"2025-12-0{day - 1}")
            self.daemon.poll()

    def dead(self):
        return self.daemon.ask("deliveries", "--dead")["deliveries"]

    def retry(self, *words, check=True):
        return self.daemon.ctl("deliveries", "retry", *map(str, words), check=check)

    def test_one_is_sent_again_under_its_id_with_what_goes_with_it(self):
        ids = [row["id"] for row in self.dead() if "QAT" in row["event"]]
        refused = (self.folder / "mails" / "log").read_text(encoding="utf-8")
        self.assertIn("5xx", refused)
        self.mode.write_text("accept\n", encoding="utf-8")
        done = self.retry(ids[0])
        self.assertIn("tried again", done.stdout)
        (mail,) = self.mailbox.mails(READER)
        self.assertIn("Qatar", mail["Subject"])
        self.assertTrue(mail["Message-ID"].startswith("<XVIII-16."))
        states = {row["event"]: row["state"] for row in self.daemon.ask("deliveries")["deliveries"]}
        for event, state in states.items():
            self.assertEqual("dead" if "AZE" in event else "sent", state, event)
        again = self.retry(ids[0], check=False)
        self.assertEqual(1, again.returncode)
        self.assertIn("is sent: only a dead one can be sent again", again.stderr)

    def test_what_is_refused_again_is_dead_again_and_says_so(self):
        ids = [row["id"] for row in self.dead()]
        done = self.retry(ids[0], check=False)
        self.assertEqual(1, done.returncode)
        self.assertIn("dead", done.stdout)
        self.assertEqual(ids, [row["id"] for row in self.dead() if row["subscriber"] == "reader"])

    def test_all_of_them_and_none_that_is_unknown(self):
        self.mode.write_text("accept\n", encoding="utf-8")
        self.assertEqual(5, self.retry(4711, check=False).returncode)
        self.assertEqual(2, self.retry("soon", check=False).returncode)
        self.assertEqual(2, self.retry(check=False).returncode)
        self.assertEqual(2, self.retry(1, "--all-dead", check=False).returncode)
        self.retry("--all-dead")
        self.assertEqual([], self.dead())
        self.assertEqual(2, len(self.mailbox.mails(READER)))
        self.assertIn("0 deliveries", self.retry("--all-dead").stdout)
