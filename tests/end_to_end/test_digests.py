from running import READER, WithDaemon

WEEKLY = "weekly@ngo.example"


class ADigest(WithDaemon):
    """2 December 2025 is a Tuesday; the digest goes on Monday the 8th."""

    def more_config(self):
        return f'''
            [[subscriber]]
            name = "letter"
            mail = "{WEEKLY}"
            when = "weekly"
            hour = 8
            zone = "Europe/Vienna"
        '''

    def rows(self):
        rows = self.daemon.ask("deliveries")["deliveries"]
        return [row for row in rows if row["subscriber"] == "letter"]

    def test_waits_for_its_day_and_settles_every_row_at_once(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        self.set_day("2025-12-04")
        self.deposit("Azerbaijan", "2025-12-03")
        self.daemon.poll()
        self.assertEqual(2, len(self.subjects(READER)))
        self.assertEqual([], self.subjects(WEEKLY))
        self.assertEqual({"pending"}, {row["state"] for row in self.rows()})
        self.daemon.stop()
        self.set_day("2025-12-08")
        self.daemon.start()
        self.daemon.poll()
        (mail,) = self.mailbox.mails(WEEKLY)
        self.assertIn("and 2 more", mail["Subject"])
        text = mail.get_body(("plain",)).get_content()
        self.assertIn("2 instruments were deposited", text)
        self.assertIn("Qatar", text)
        self.assertIn("Azerbaijan", text)
        self.assertEqual(3, len(self.rows()))
        self.assertEqual({"sent"}, {row["state"] for row in self.rows()})
        self.assertEqual(1, len({row["receipt"] for row in self.rows()}))

    def test_does_not_hold_back_the_threshold(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        for i, name in enumerate(PARTICIPANTS):
            self.deposit(name, "2025-12-02")
        self.daemon.poll()
        kinds = self.daemon.kinds()
        self.assertIn("milestone.threshold", kinds)
        (mail,) = self.mailbox.mails(WEEKLY)
        self.assertIn("40", mail["Subject"])
        self.assertEqual({"pending", "sent"}, {row["state"] for row in self.rows()})


PARTICIPANTS = """Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain
Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Botswana Brazil Bulgaria Burundi Cambodia
Cameroon Canada Chad Chile China Colombia Comoros Congo Croatia Cuba Cyprus Denmark Djibouti
Dominica Ecuador Egypt Eritrea Estonia Ethiopia""".split()
