"""What is said where nothing was read, or was not by the day that is asked about."""

import json

from running import CYBERCRIME, WithDaemon


class NeverRead(WithDaemon):
    track = f'{CYBERCRIME}", "XVIII-12'

    def amended(self, config):
        return config.replace(self.standin.address, "http://127.0.0.1:1")

    def refused(self, *words):
        done = self.daemon.ctl(*words, check=False)
        self.assertEqual(4, done.returncode, done.stdout)
        return done

    def test_gives_no_figures_and_no_all_clear(self):
        self.daemon.poll()
        for words in (
            ("explain", CYBERCRIME),
            ("participants", CYBERCRIME),
            ("history", CYBERCRIME),
            ("in-force", CYBERCRIME),
            ("count", CYBERCRIME, "--min", "0"),
            ("what-if", CYBERCRIME, "--deposit", "France 2026-01-05"),
        ):
            with self.subTest(words[0]):
                done = self.refused(*words)
                self.assertEqual("", done.stdout)
                self.assertIn(f"record of {CYBERCRIME} has not been read yet", done.stderr)
        once = [line for line in self.log_text().splitlines() if f"{CYBERCRIME}: cannot reach" in line]
        self.assertEqual(len(set(once)), len(once), once)  # for page and XML together
        self.assertTrue(once)
        for row in self.refused("status").stdout.splitlines():
            self.assertNotIn("of 40", row)
        self.assertEqual(2, self.refused("status").stdout.count("not read yet"))

    def test_is_not_quiet_news_in_any_language(self):
        for language, sentence in (
            ("en", "has not been read here yet: nothing can be said of it."),
            ("fr", "n'a pas encore été lu ici"),
            ("es", "no se ha leído aquí todavía"),
        ):
            with self.subTest(language):
                issue = self.refused("digest", "--format", "md", "--lang", language).stdout
                self.assertEqual(2, issue.count(sentence))
                self.assertNotIn("40", issue)
        letter = self.refused("digest", "--newsletter", "weekly", "--preview")
        self.assertIn("has not been read here yet", letter.stdout)


class ADayOfThePast(WithDaemon):
    def setUp(self):
        super().setUp()
        self.daemon.poll()
        for participant, day in (("Qatar", "2025-12-02"), ("Viet Nam", "2025-12-04")):
            self.set_day(day)
            self.deposit(participant, day)
            self.daemon.poll()
        self.set_day("2025-12-05")
        self.daemon.poll()

    def test_is_labelled_in_the_status(self):
        page = self.daemon.ctl("status", CYBERCRIME, "--as-of", "2025-12-03").stdout
        self.assertIn("AS OF 3 December 2025", page)
        self.assertIn("1 of 40", page)
        self.assertNotIn("AS OF", self.daemon.ctl("status", CYBERCRIME).stdout)
        known = self.daemon.ctl("status", CYBERCRIME, "--known-on", "2025-12-03").stdout
        self.assertIn("as known on 3 December 2025", known)

    def test_before_the_first_reading_has_no_figures(self):
        page = self.daemon.ctl("status", CYBERCRIME, "--known-on", "2025-11-30").stdout
        self.assertIn("had not been read by then", page)
        self.assertNotIn("of 40", page)
        for part in ("", "/participants", "/explain", "/history"):
            for day, read in (("2025-11-30", False), ("2025-12-01", True)):
                path = f"/v1/treaties/{CYBERCRIME}{part}?known-on={day}"
                self.assertEqual(read, json.loads(self.daemon.curl(path))["read"], path)
        issue = " ".join(self.daemon.ctl("digest", "--until", "2025-12-01").stdout.split())
        self.assertIn("had not been read here by 30 November 2025", issue)
        self.assertNotIn("of 40", issue)

    def test_has_its_own_state_of_play_in_a_digest(self):
        issue = self.daemon.ctl("digest", "--since", "2025-12-02", "--until", "2025-12-03").stdout
        self.assertIn("State of play on 2 December 2025", issue)
        self.assertIn("1 of 40", issue)
        self.assertNotIn("Viet Nam", issue)

    def test_after_the_end_is_no_period(self):
        done = self.daemon.ctl("digest", "--since", "2025-12-03", "--until", "2025-12-03", check=False)
        self.assertEqual(2, done.returncode)
        self.assertIn("until must be a later day than since", done.stderr)

    def test_has_its_own_history(self):
        def names(query):
            path = f"/v1/treaties/{CYBERCRIME}/history?{query}"
            facts = json.loads(self.daemon.curl(path))["facts"]
            return {fact["name"] for fact in facts if fact["act"] == "ratification"}

        self.assertEqual({"Qatar"}, names("as-of=2025-12-03"))
        self.assertEqual({"Qatar"}, names("known-on=2025-12-03"))
        self.assertEqual({"Qatar", "Viet Nam"}, names(""))


class Decisions(WithDaemon):
    def test_a_retraction_says_what_it_told(self):
        self.daemon.poll()
        self.set_day("2025-12-02")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        event = self.daemon.ask("events")["events"][0]["id"]
        done = self.daemon.ctl("retract", event, "--reason", "It was a test.")
        self.assertIn("Told to all who were told it: Retracted: Qatar", " ".join(done.stdout.split()))
        self.assertIn("Nothing waits.", self.daemon.ctl("holds").stdout)
        self.assertEqual(5, self.daemon.ctl("events", "IV-4", check=False).returncode)
        self.assertEqual(2, self.daemon.ctl("count", CYBERCRIME, "--min", "-5", check=False).returncode)
