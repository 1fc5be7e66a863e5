from running import WithDaemon

ANNA, BEN = "anna@ngo.example", "ben@ngo.example"


class FollowingGroups(WithDaemon):
    def more_config(self):
        self.address = self.folder / "address"
        self.address.write_text("http://127.0.0.1:9/services/T0PSECRET\n", encoding="utf-8")
        return f"""
            [groups]
            gulf = ["QAT", "Kuwait"]
            [[subscriber]]
            name = "anna"
            mail = "{ANNA}"
            groups = ["gulf"]
            [[subscriber]]
            name = "ben"
            mail = "{BEN}"
            groups = ["EU"]
            participants = ["AZE"]
            [[subscriber]]
            name = "room"
            webhook_file = "{self.address}"
            format = "slack"
            allow_private = true
            groups = ["EU"]
        """

    def test_only_what_their_participants_do_is_told(self):
        self.daemon.poll()
        for day, name in ((3, "Qatar"), (4, "France"), (5, "Azerbaijan")):
            self.set_day(f"2025-12-0{day}")
            self.deposit(name, f"2025-12-0{day - 1}")
            self.daemon.poll()
        (subject,) = self.subjects(ANNA)
        self.assertIn("Qatar", subject)
        self.assertEqual(["France", "Azerbaijan"], [s.split()[0] for s in self.subjects(BEN)])
        text = self.mailbox.mails(ANNA)[0].get_body(("plain",)).get_content()
        self.assertIn("about participants of gulf", " ".join(text.split()))
        self.assertEqual(1, self.daemon.ask("preview", "--groups", "gulf")["notices"])
        self.assertEqual(1, self.daemon.ask("preview", "--groups", "western-europe")["notices"])
        self.assertEqual(2, self.daemon.ask("preview", "--groups", "gulf", "EU")["notices"])
        wrong = self.daemon.ctl("preview", "--groups", "gulff", check=False)
        self.assertEqual(2, wrong.returncode)
        self.assertIn('did you mean "gulf"?', wrong.stderr)
        kept = self.daemon.ask("subscribers", "export", "ben")
        self.assertEqual(["EU"], kept["subscription"]["groups"])

    def test_somebody_who_signs_up_may_name_one(self):
        self.daemon.poll()
        self.daemon.ctl("subscribe", "carl@ngo.example", "--groups", "gulf")
        (mail,) = self.mailbox.mails("carl@ngo.example")
        text = mail.get_body(("plain",)).get_content()
        self.assertIn("about participants of gulf", " ".join(text.split()))

    def test_of_a_webhook_only_the_host_is_shown(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("France", "2025-12-02")
        self.daemon.poll()
        shown = [self.daemon.ctl(*words, check=False).stdout for words in (
            ["subscribers"], ["subscribers", "--json"], ["subscribers", "export", "room"],
            ["deliveries"], ["deliveries", "--json"], ["events", "--json"], ["status"])]
        self.assertIn("slack to 127.0.0.1", shown[0])
        for text in (*shown, self.log_text()):
            self.assertNotIn("T0PSECRET", text)
