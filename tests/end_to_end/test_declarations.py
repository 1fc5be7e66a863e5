from running import CYBERCRIME, READER, WithDaemon

DUAL = "The Government declares under article 40 (8) that it may refuse without dual criminality."


class Declarations(WithDaemon):
    def texts(self, *options):
        answer = self.daemon.ask("declarations", CYBERCRIME, *options, check=False)
        return [one["text"] for one in answer["declarations"]]

    def test_those_of_the_first_page_are_recorded_and_nobody_is_told(self):
        self.declare("Qatar", DUAL, "2025-11-01")
        self.daemon.poll()
        self.assertEqual([DUAL], self.texts())
        self.assertEqual([], self.daemon.kinds())

    def test_a_new_one_is_told_with_its_article_once_both_forms_or_two_looks_show_it(self):
        self.daemon.poll()
        self.standin.fault("server-error", form="xml")
        self.declare("Qatar", DUAL, self.day)
        self.daemon.poll()
        self.assertEqual([], self.mailbox.mails(READER))
        (hold,) = self.daemon.ask("status")["holds"]
        self.assertIn("Qatar", hold["reasons"][0])
        self.standin.control(clear=True)
        self.daemon.poll()
        self.assertEqual(["source.suspect", "declaration"], self.daemon.kinds())
        (mail,) = self.mailbox.mails(READER)
        self.assertIn("Qatar made a declaration", mail["Subject"])
        text = " ".join(mail.get_body(("plain",)).get_content().split())
        self.assertIn("It mentions article 40(8).", text)
        self.assertIn("dual criminality", text)
        self.assertIn("ViewDetails.aspx", text)

    def test_they_are_found_by_participant_and_by_article(self):
        self.declare("Qatar", DUAL, self.day)
        self.declare("Viet Nam", "No article here.", self.day)
        self.daemon.poll()
        self.assertEqual([DUAL], self.texts("--participant", "QAT"))
        self.assertEqual(["No article here."], self.texts("--participant", "Viet Nam"))
        self.assertEqual([DUAL], self.texts("--article", "40"))
        self.assertEqual([], self.texts("--article", "4"))
        done = self.daemon.ctl("declarations", CYBERCRIME, "--participant", "XX", check=False)
        self.assertEqual(5, done.returncode)
        shown = self.daemon.ctl("declarations", CYBERCRIME).stdout
        self.assertIn("Qatar, declaration\n  Declaration:\n    The Government declares", shown)
