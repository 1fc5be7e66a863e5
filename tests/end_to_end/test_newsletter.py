import subprocess

from running import CYBERCRIME, PROGRAMS, WithDaemon


class Newsletters(WithDaemon):
    def issue(self, *words, name="weekly"):
        return self.daemon.ctl("digest", "--newsletter", name, "--format", "md", *words)

    def one_more(self, participant, day):
        self.set_day(day)
        self.deposit(participant, day)
        self.daemon.poll()

    def test_issues_lose_nothing_and_print_nothing_twice(self):
        self.daemon.poll()
        self.one_more("Qatar", "2025-12-02")
        first = self.issue()
        self.assertIn("Qatar (ratification, 2 December 2025)", first.stdout)
        self.assertIn("issue 1 of weekly", first.stderr)
        self.one_more("Viet Nam", "2025-12-03")
        preview = self.issue("--preview").stdout
        second = self.issue("--since", "LAST")
        self.assertEqual(preview, second.stdout)
        self.assertIn("issue 2 of weekly", second.stderr)
        self.assertIn("Viet Nam (ratification, 3 December 2025)", second.stdout)
        self.assertNotIn("Qatar", second.stdout)
        self.assertIn("No new act was recorded", self.issue().stdout)
        other = self.issue(name="monthly").stdout
        self.assertIn("Qatar", other)
        self.assertIn("Viet Nam", other)

    def test_an_issue_can_be_printed_again_as_it_read_then(self):
        self.daemon.poll()
        self.one_more("Qatar", "2025-12-02")
        first = self.issue().stdout
        self.assertIn("1 of 40", first)
        self.one_more("Viet Nam", "2025-12-03")
        self.daemon.stop()
        self.daemon.start()
        self.assertEqual(first, self.issue("--issue", "1").stdout)
        self.assertEqual(5, self.daemon.ctl("digest", "--newsletter", "weekly", "--issue", "2", check=False).returncode)

    def test_the_next_issue_corrects_what_an_earlier_one_printed(self):
        self.daemon.poll()
        self.one_more("Qatar", "2025-12-02")
        self.issue()
        self.set_day("2025-12-05")
        self.deposit("Qatar", "2025-12-01")
        self.daemon.poll()
        self.set_day("2025-12-06")
        self.daemon.poll()
        self.assertIn("fact.corrected", self.daemon.kinds())
        corrected = self.issue().stdout.split("### Corrections to earlier issues")[1]
        self.assertIn("Qatar", corrected.split("###")[0])
        self.assertIn("1 December 2025", corrected.split("###")[0])

    def test_a_first_issue_may_begin_on_a_day_and_a_later_one_may_not(self):
        self.daemon.poll()
        self.one_more("Qatar", "2025-12-02")
        self.one_more("Viet Nam", "2025-12-04")
        first = self.issue("--since", "2025-12-04").stdout
        self.assertNotIn("Qatar", first)
        self.assertIn("Viet Nam", first)
        again = self.daemon.ctl("digest", "--newsletter", "weekly", "--since", "2025-12-01", check=False)
        self.assertEqual(1, again.returncode)
        self.assertIn("begins where the last one ended", again.stderr)

    def test_the_chart_is_an_svg_a_png_and_words(self):
        self.daemon.poll()
        self.one_more("Qatar", "2025-12-02")
        words = self.daemon.ctl("chart", CYBERCRIME, "--format", "text").stdout
        self.assertIn("1 instrument that counts, of 40 needed", words)
        svg = self.daemon.ctl("chart", CYBERCRIME).stdout
        self.assertIn(f"<title>{words.strip()}</title>", svg)
        command = [PROGRAMS / "treatyctl", "--socket", self.daemon.socket, "chart", CYBERCRIME]
        png = subprocess.run([*map(str, command), "--format", "png"], capture_output=True).stdout
        self.assertEqual(b"\x89PNG\r\n\x1a\n", png[:8])
        self.assertEqual((1520, 640), (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])))
