"""A name, of a treaty or a meeting, that tries to be more than text stays text wherever it is printed."""

import email
import email.policy
import itertools
import json

import feedparser
import icalendar

from published import Published, browser, look
from running import READER, ROOT

SCRIPT = "<script>document.title='run'</script>"
NAME = f"=1+{SCRIPT}\" onload='x' \r\nX-Evil: 1\r\n\u202e\u2066" + "W" * 400


class Hostile(Published):
    numbers = ("XVIII-16",)
    more = f"""
[[meeting]]
treaty = "XVIII-16"
name = {json.dumps(NAME)}
place = {json.dumps(NAME)}
from = 2027-01-25
until = 2027-01-29
"""

    @classmethod
    def rules(cls):
        folder = cls.folder / "rules"
        folder.mkdir()
        rule = (ROOT / "config/treaties/XVIII-16.toml").read_text(encoding="utf-8").splitlines()
        # The first name is the treaty's; the others are those of its thresholds.
        place = next(n for n, line in enumerate(rule) if line.startswith("name "))
        # A JSON string is a TOML string.
        rule[place] = f"name = {json.dumps(NAME)}"
        (folder / "XVIII-16.toml").write_text("\n".join(rule), encoding="utf-8")
        return folder

    def check(self, text, what):
        self.assertNotIn("\u202e", text, what)
        self.assertNotIn("\u2066", text, what)
        self.assertEqual([], [line for line in text.splitlines() if line.startswith("X-Evil")], what)

    def test_no_file_carries_it_on(self):
        for file in sorted(self.root.rglob("*")):
            if not file.is_file():
                continue
            text = file.read_text(encoding="utf-8")
            self.check(text, file)
            if file.suffix in (".html", ".svg", ".atom"):
                self.assertNotIn("<script>", text, file)
        self.assertIn("&lt;script&gt;", (self.root / "XVIII-16/index.html").read_text())
        feed = feedparser.parse(str(self.root / "XVIII-16/events.atom"))
        self.assertFalse(feed.bozo)
        calendar = icalendar.Calendar.from_ical((self.root / "calendar.ics").read_bytes())
        self.assertTrue(calendar.walk("VEVENT"))
        self.assertIn("'=1+", (self.root / "data/treaties.csv").read_text(encoding="utf-8"))

    def test_no_page_runs_it(self):
        with browser() as driver:
            for path, width in itertools.product(self.pages(), (390, 1200)):
                look(driver, f"{self.address}/{path}", width=width)
                self.assertEqual([], driver.get_log("browser"))
                self.assertNotEqual("run", driver.title)
                shown = driver.execute_script("return document.documentElement.scrollWidth")
                self.assertLessEqual(shown, width, path)

    def test_no_mail_or_issue_carries_it_on(self):
        mails = list((self.folder / "mails").glob("*.eml"))
        self.assertTrue(mails)
        for file in mails:
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            self.assertNotIn("X-Evil", mail)
            self.check(mail["Subject"], file)
            if mail["X-Envelope-To"] == READER:
                self.check(mail.get_body(("plain",)).get_content(), file)
                html = mail.get_body(("html",)).get_content()
                self.check(html, file)
                self.assertNotIn("<script", html)
        for form in ("text", "md", "html"):
            issue = self.daemon.ctl("digest", "--format", form).stdout
            self.check(issue, form)
            if form != "text":
                self.assertNotRegex(issue, r"(?<!\\)<script")
