import os
import sqlite3

from running import CYBERCRIME, OPERATOR, READER, WithDaemon, WithRule

QATAR = "XVIII-16.deposit.QAT.ratification.2025-12-02"


class Decisions(WithDaemon):
    def setUp(self):
        super().setUp()
        self.daemon.poll()

    def holds(self):
        return self.daemon.ask("holds")["holds"]

    def decisions(self):
        with sqlite3.connect(f"file:{self.daemon.state}/treatyd.db?mode=ro", uri=True) as database:
            return database.execute("SELECT verb, reason, uid FROM decision").fetchall()

    def settled(self):
        with sqlite3.connect(f"file:{self.daemon.state}/treatyd.db?mode=ro", uri=True) as database:
            return database.execute("SELECT state, decided_by FROM hold").fetchall()

    def current(self):
        return [fact for fact in self.facts() if not fact["superseded"]]

    def test_a_held_claim_is_told_to_the_operator_and_believed_once_approved(self):
        self.standin.fault("one-row-gone")
        self.daemon.poll()
        (hold,) = self.holds()
        self.assertIn("vanished", hold["claim"])
        (mail,) = self.mailbox.mails(OPERATOR)
        self.assertIn("Held", mail["Subject"])
        self.assertIn(hold["claim"], mail.get_body(("plain",)).get_content().replace("\n", " "))
        self.daemon.poll()
        self.assertEqual(1, len(self.mailbox.mails(OPERATOR)))
        self.daemon.ctl("approve", str(hold["id"]), "--reason", "C.N. read")
        self.assertEqual([("approve", "C.N. read", os.getuid())], self.decisions())
        self.assertEqual([], self.holds())
        self.assertIn("fact.corrected", self.daemon.kinds())
        self.assertEqual(1, len(self.mailbox.mails(READER)))
        self.assertEqual(64, len(self.current()))

    def test_a_rejected_claim_is_not_believed_while_it_is_shown_and_asked_anew_later(self):
        self.standin.fault("one-row-gone")
        self.daemon.poll()
        self.daemon.ctl("reject", CYBERCRIME)
        self.set_day("2025-12-20")
        self.daemon.poll()
        self.assertEqual("rejected", self.holds()[0]["decision"])
        self.assertEqual(65, len(self.current()))
        self.standin.control(clear=True)
        self.daemon.poll()
        self.assertEqual([], self.holds())
        self.standin.fault("one-row-gone")
        self.daemon.poll()
        self.assertIsNone(self.holds()[0]["decision"])
        self.assertEqual([], self.mailbox.mails(READER))

    def test_an_unknown_name_is_told_by_a_person_and_known_from_then_on(self):
        self.standin.fault("unknown-name")
        self.daemon.poll()
        (hold,) = self.holds()
        self.assertIn("a participant is shown as", hold["claim"])
        refused = self.daemon.ctl("approve", str(hold["id"]), check=False)
        self.assertIn("--as", refused.stderr)
        refused = self.daemon.ctl("approve", str(hold["id"]), "--as", "Frankonia", check=False)
        self.assertIn("nearest", refused.stderr)
        self.assertEqual([], self.decisions())
        gone = self.named_otherwise()
        self.daemon.ctl("approve", str(hold["id"]), "--as", gone, "--reason", "C.N. read")
        self.assertEqual([("alias", "C.N. read", os.getuid())], self.decisions())
        self.assertEqual([], self.holds())
        self.assertEqual([("released", f"uid {os.getuid()}")], self.settled())
        self.daemon.stop()
        self.daemon.start()
        self.assertTrue(self.daemon.poll())
        self.assertEqual([], self.mailbox.mails(READER))
        self.assertEqual(65, len(self.current()))
        self.assertEqual([], self.daemon.differences())

    def named_otherwise(self):
        """The participant whose row has the unknown name: the one whose own name is not shown."""
        page = self.daemon.curl(f"/v1/evidence/{self.last_document()}")
        (one,) = {fact["name"] for fact in self.facts() if f">{fact['name']}<" not in page}
        return one

    def last_document(self):
        with sqlite3.connect(f"file:{self.daemon.state}/treatyd.db?mode=ro", uri=True) as database:
            ((sha256,),) = database.execute(
                "SELECT evidence FROM observation WHERE form = 'html' ORDER BY id DESC LIMIT 1"
            )
        return sha256

    def test_a_new_title_waits_for_a_person(self):
        self.standin.fault("another-title")
        self.assertFalse(self.daemon.poll())
        (hold,) = self.holds()
        self.assertIn("title", hold["claim"])
        self.daemon.ctl("approve", CYBERCRIME)
        self.assertEqual([], self.holds())
        self.assertIn("nobody has heard", self.daemon.ask("status", CYBERCRIME)["title"])
        self.assertEqual([], self.mailbox.mails(READER))

    def test_a_cell_that_cannot_be_read_is_left_out_once_a_person_approves(self):
        self.standin.fault("words-in-a-cell")
        self.assertFalse(self.daemon.poll())
        claims = [hold["claim"] for hold in self.holds()]
        self.assertTrue(any("is no date" in claim for claim in claims), claims)
        self.assertTrue(any("its table shows 64" in claim for claim in claims), claims)
        self.daemon.ctl("approve", CYBERCRIME, "--reason", "The depositary prints it so")
        # The cell held an old signature: that it is gone is a question of its own.
        (hold,) = [hold for hold in self.holds() if not hold["decision"]]
        self.assertIn("vanished", hold["claim"])
        self.assertEqual(65, len(self.current()))
        self.daemon.ctl("approve", str(hold["id"]))
        self.assertEqual(64, len(self.current()))
        # The approval lasts for as long as the cell is shown like that, and no longer.
        self.assertTrue(self.daemon.poll())
        self.assertEqual({"approved"}, {hold["decision"] for hold in self.holds()})
        self.standin.control(clear=True)
        self.daemon.poll()
        self.assertNotIn("no date", " ".join(hold["claim"] for hold in self.holds()))
        self.standin.fault("words-in-a-cell")
        self.assertFalse(self.daemon.poll())
        gone, *back = self.mailbox.mails(READER)
        self.assertIn("no longer shown", gone["Subject"])
        self.assertEqual(["again" in mail["Subject"] for mail in back], [True])
        self.assertEqual([], self.daemon.differences())

    def test_many_changes_at_once_wait_for_a_person(self):
        self.standin.fault("ten-rows-gone-totals-agree")
        self.assertFalse(self.daemon.poll())
        self.daemon.ctl("approve", CYBERCRIME, check=False)  # that so many rows are gone
        (hold,) = [hold for hold in self.holds() if not hold["decision"]]
        self.assertIn("10 changes at once", hold["claim"])
        self.daemon.ctl("approve", str(hold["id"]))
        self.assertEqual(55, len(self.current()))

    def test_what_does_not_wait_cannot_be_decided(self):
        self.assertEqual(5, self.daemon.ctl("approve", "77", check=False).returncode)
        self.assertEqual(5, self.daemon.ctl("retract", "x", "--reason", "y", check=False).returncode)


class Retractions(WithDaemon):
    more = '[[subscriber]]\nname = "deadlines"\nmail = "d@ngo.example"\nkinds = ["eif.today"]\n'

    def setUp(self):
        super().setUp()
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()

    def test_those_who_were_told_are_told_in_the_same_thread_and_nobody_else(self):
        (notice,) = self.mailbox.mails(READER)
        self.daemon.ctl("retract", QATAR, "--reason", "It was another State's instrument.")
        (_, mail) = self.mailbox.mails(READER)
        self.assertIn("Retracted", mail["Subject"])
        self.assertIn(notice["Message-ID"], mail["References"])
        text = " ".join(mail.get_body(("plain",)).get_content().split())
        self.assertIn("It was another State's instrument.", text)
        self.assertEqual([], self.mailbox.mails("d@ngo.example"))
        self.assertEqual([], self.mailbox.mails(OPERATOR))
        self.assertEqual("notice.retracted", self.daemon.kinds()[-1])
        self.assertEqual(1, self.daemon.ctl("retract", QATAR, "--reason", "x", check=False).returncode)
        self.assertEqual(2, len(self.mailbox.mails(READER)))

    def test_what_was_retracted_and_then_comes_true_is_told_anew(self):
        self.daemon.ctl("retract", QATAR, "--reason", "The page was wrong.")
        self.deposit("Qatar", "")
        self.daemon.poll()
        self.daemon.ctl("approve", CYBERCRIME)
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        ids = [event["id"] for event in self.daemon.ask("events")["events"]]
        self.assertEqual(f"{QATAR}.again", [i for i in ids if ".deposit." in i][-1])
        self.assertIn("Qatar", self.subjects()[-1])


class ConfirmedByAPerson(WithRule):
    more = '[watch]\nconfirm = "manual"\n'
    old, new = "instruments   = 40", "instruments   = 1"

    def test_a_headline_waits_until_it_is_approved(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        self.set_day("2025-12-05")
        self.daemon.poll()
        self.assertEqual([], self.mailbox.mails(READER))
        self.assertEqual(0, self.daemon.ask("status", CYBERCRIME)["count"])
        self.daemon.ctl("approve", CYBERCRIME)
        self.assertIn("milestone.threshold", self.daemon.kinds())
        self.assertIn("eif.computed", self.daemon.kinds())
        self.assertEqual(1, len(self.mailbox.mails(READER)))
