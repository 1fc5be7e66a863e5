"""What readers are told when the record changed while nobody looked, or before a notice went out."""

from running import WithRule

DEPOSITS = "deposits@ngo.example"
DAYS = "days@ngo.example"


class TwoAreNeeded(WithRule):
    day = "2025-12-18"
    old, new = "instruments   = 40", "instruments   = 2"
    more = f"""
[[subscriber]]
name = "deposits"
mail = "{DEPOSITS}"
kinds = ["deposit"]
when = "daily"
hour = 8
[[subscriber]]
name = "days"
mail = "{DAYS}"
kinds = ["eif.today"]
"""

    def more_config(self):
        publish = f'directory = "{self.folder}/public"\ndomain = "ngo.example"\nsince = 2025-01-01'
        return f"{super().more_config()}[publish]\n{publish}\n"

    def setUp(self):
        super().setUp()
        self.daemon.poll()
        self.deposit("Brazil", "2025-12-17")
        self.look("2025-12-19T10:00")

    def look(self, moment):
        self.daemon.set_day(moment)
        self.standin.control(day=moment[:10])
        self.daemon.poll()

    def take_back(self, participant):
        order = {"treaty": self.number, "participant": participant, "kind": "ratification"}
        self.standin.control(put={**order, "action": ""})

    def test_a_day_that_came_while_nobody_looked_waits_for_the_look(self):
        self.deposit("Qatar", "2026-01-06")
        self.look("2026-01-06T10:00")
        self.look("2026-01-06T11:00")
        self.assertIn("eif.computed", self.daemon.kinds())
        self.daemon.stop()
        # Until 6 April, as computed, nobody looks; meanwhile the depositary mends the date.
        self.deposit("Qatar", "2026-02-16")
        self.daemon.set_day("2026-04-10T10:00")
        self.standin.control(day="2026-04-10")
        self.daemon.start()
        self.daemon.poll()
        self.look("2026-04-10T11:00")
        self.assertEqual([], self.mailbox.mails(DAYS))
        self.assertIn("eif.moved", self.daemon.kinds())
        self.look("2026-05-17T10:00")
        self.assertEqual(1, len(self.mailbox.mails(DAYS)))

    def test_the_day_is_told_as_today_in_its_mail_and_by_its_date_in_pages_and_feeds(self):
        self.deposit("Qatar", "2026-01-06")
        self.look("2026-01-06T10:00")
        self.look("2026-01-06T11:00")
        self.look("2026-04-06T10:00")
        self.assertIn("In force today", self.mailbox.mails(DAYS)[0]["Subject"])
        told = [file.read_text(encoding="utf-8") for file in (self.folder / "public").rglob("*.*")
                if file.suffix in (".html", ".atom", ".json", ".csv")]
        self.assertNotEqual([], [text for text in told if "On 6 April 2026" in text])
        self.assertEqual([], [text for text in told if "Today, 6 April" in text])
        self.assertEqual([], [text for text in told if "In force today" in text])

    def test_a_date_is_explained_as_of_a_day_too(self):
        self.deposit("Qatar", "2026-01-06")
        self.look("2026-01-06T10:00")
        self.look("2026-01-06T11:00")
        explained = self.daemon.ctl("explain", self.number).stdout
        self.assertIn("Qatar", explained)
        before = self.daemon.ctl("explain", self.number, "--as-of", "2026-01-05").stdout
        self.assertIn("Brazil", before)
        self.assertNotIn("Qatar", before)
        self.assertNotEqual(explained, before)
        refused = self.daemon.ctl("explain", self.number, "--today", "2026-01-05", check=False)
        self.assertEqual(2, refused.returncode)
        self.assertIn("--as-of", refused.stderr)

    def test_who_waits_for_a_digest_with_a_slip_hears_of_its_correction_too(self):
        self.deposit("Qatar", "2026-01-06")
        self.look("2026-01-06T10:00")
        self.take_back("Qatar")
        self.look("2026-01-06T16:00")
        self.look("2026-01-06T17:00")
        self.look("2026-01-07T09:00")
        mail = self.mailbox.mails(DEPOSITS)[-1]
        text = " ".join(mail.get_body(("plain",)).get_content().split())
        self.assertIn("Qatar", text)
        self.assertIn("no longer shown", text)
