import os
import re
import subprocess
import urllib.parse

from running import OPERATOR, PROGRAMS, READER, WithDaemon, until

BASE = "https://treaties.example.org"
ANNA = "anna@ngo.example"


def words(mail):
    return " ".join(mail.get_body(("plain",)).get_content().split())


class WithPages(WithDaemon):
    def more_config(self):
        return f'''
            [publish]
            directory = "{self.folder / "public"}"
            base_url = "{BASE}"
            domain = "treaties.example.org"
            since = 2026-01-01
        '''

    def setUp(self):
        super().setUp()
        self.daemon.poll()

    def request(self, path, *options):
        """(status, body) of one request to the socket."""
        answer = self.daemon.curl(path, "-w", "\n%{http_code}", *options)
        body, _, status = answer.rpartition("\n")
        return int(status), body

    def subscribe(self, *options):
        self.daemon.ctl("subscribe", ANNA, *options)
        return self.mailbox.mails(ANNA)[-1]

    def token_of(self, mail):
        text = mail.get_body(("plain",)).get_content()
        return re.search(rf"{BASE}/s/([\w-]{{43}})", text)[1]

    def confirm(self, token):
        return self.request(f"/s/{token}", "-d", "confirm=yes")

    def people(self):
        return {one["name"]: one for one in self.daemon.ask("subscribers")["subscribers"]}

    def announce(self, participant="Qatar"):
        self.set_day("2025-12-03")
        self.deposit(participant, "2025-12-02")
        self.assertTrue(self.daemon.poll())


class SigningUp(WithPages):
    def test_nothing_is_sent_before_the_button_is_pressed_and_looking_changes_nothing(self):
        mail = self.subscribe("--treaties", "XVIII-16", "--why", "for the letter")
        self.assertIn("every event of XVIII-16", words(mail))
        token = self.token_of(mail)
        status, page = self.request(f"/s/{token}")
        self.assertEqual(200, status)
        self.assertIn("every event of XVIII-16", page)
        self.assertEqual(400, self.request(f"/s/{token}", "-d", "x=y")[0])
        self.announce()
        self.assertEqual(1, len(self.mailbox.mails(ANNA)))
        self.assertEqual(200, self.confirm(token)[0])
        self.assertEqual(404, self.confirm(token)[0])
        self.deposit("Azerbaijan", "2025-12-03")
        self.daemon.poll()
        notice = self.mailbox.mails(ANNA)[-1]
        self.assertIn("Azerbaijan", notice["Subject"])
        self.assertIn("for the letter", words(notice))
        database = (self.daemon.state / "treatyd.db").read_bytes()
        self.assertNotIn(token.encode(), database)

    def test_a_token_ends_after_two_days(self):
        token = self.token_of(self.subscribe())
        self.set_day("2025-12-04")
        self.assertEqual(404, self.confirm(token)[0])

    def test_outlives_a_restart_and_a_second_one_takes_its_place(self):
        self.confirm(self.token_of(self.subscribe("--kinds", "signature")))
        before = [name for name in self.people() if name.startswith("s-")]
        self.confirm(self.token_of(self.subscribe("--kinds", "deposit")))
        self.daemon.stop()
        self.daemon.start()
        after = [name for name in self.people() if name.startswith("s-")]
        self.assertEqual(before, after)
        self.assertEqual(1, len(after))
        self.assertIn("deposits", self.people()[after[0]]["follows"])

    def test_mistakes_are_named_and_one_address_is_not_flooded(self):
        for words, answer in (
            (["no address"], "no mail address"),
            ([ANNA, "--treaties", "XVIII-99"], '"XVIII-99" is not tracked'),
            ([ANNA, "--participants", "Narnia"], "no participant is known"),
            ([ANNA, "--when", "hourly"], "when must be"),
            ([ANNA, "--hour", "24"], "hour must be"),
            ([ANNA, "--language", "de"], "There are: en, es, fr"),
        ):
            done = self.daemon.ctl("subscribe", *words, check=False)
            self.assertEqual(2, done.returncode, words)
            self.assertIn(answer, done.stderr)
        status, body = self.request("/v1/subscriptions", "-d", '{"mial": "x"}')
        self.assertEqual(400, status)
        self.assertIn("did you mean mail?", body)
        for _ in range(5):
            self.daemon.ctl("subscribe", ANNA)
        self.assertEqual(3, len(self.mailbox.mails(ANNA)))
        # Nor may strangers sign up where that was not allowed.
        self.assertEqual(404, self.request("/s/")[0])
        self.assertEqual(404, self.request("/s/", "-d", f"mail={ANNA}")[0])


class StrangersSignUp(WithPages):
    def amended(self, config):
        return config.replace("[mail]", "[mail]\nsign_up = true")

    def test_with_a_form_and_few_at_a_time(self):
        status, page = self.request("/s/")
        self.assertEqual(200, status)
        self.assertIn('value="XVIII-16"', page)
        status, page = self.request("/s/", "-d", f"mail={ANNA}&treaties=XVIII-16&milestones_only=on")
        self.assertEqual(200, status)
        self.assertIn("look into your mail", page)
        mail = self.mailbox.mails(ANNA)[-1]
        self.assertIn("milestones of XVIII-16", words(mail))
        status, page = self.request("/s/", "-d", "mail=<script>")
        self.assertEqual(400, status)
        self.assertNotIn("<script>", page)
        for _ in range(59):
            self.request("/s/", "-d", f"mail={ANNA}")
        self.assertEqual(429, self.request("/s/", "-d", "mail=last@ngo.example")[0])

    def test_in_the_language_that_the_browser_asks_for_or_another_one(self):
        french = ("-H", "Accept-Language: fr-CH, fr;q=0.9, en;q=0.5")
        status, page = self.request("/s/", *french)
        self.assertEqual(200, status)
        self.assertIn('<html lang="fr">', page)
        self.assertIn("Convention des Nations Unies contre la cybercriminalité", page)
        self.assertIn("non relue", page)
        self.assertIn('<html lang="es">', self.request("/s/?language=es", *french)[1])
        self.assertIn('<html lang="en">', self.request("/s/?language=xx")[1])
        status, page = self.request("/s/", *french, "-d", "mail=nobody")
        self.assertEqual(400, status)
        self.assertIn("pas une adresse", page)
        fields = f"mail={ANNA}&treaties=XVIII-16&when=weekly&language=fr"
        status, page = self.request("/s/", *french, "-d", fields)
        self.assertEqual(200, status)
        self.assertIn("avis au cours des 90 derniers jours", page)
        self.assertNotIn("notice", page)
        mail = self.mailbox.mails(ANNA)[-1]
        self.assertEqual("fr", mail["Content-Language"])
        self.assertIn("confirmer", mail["Subject"])
        self.assertIn("XVIII-16, chaque lundi à 8 h (UTC)", words(mail))
        token = self.token_of(mail)
        self.assertIn("Seraient signalés", self.request(f"/s/{token}")[1])
        self.assertIn("comunicarían", self.request(f"/s/{token}?language=es")[1])
        self.assertIn("confirmé", self.confirm(token)[1])
        self.daemon.stop()
        self.daemon.start()
        self.announce()
        self.set_day("2025-12-08")
        self.daemon.poll()
        until(lambda: len(self.mailbox.mails(ANNA)) == 2, "the digest")
        self.assertEqual("fr", self.mailbox.mails(ANNA)[-1]["Content-Language"])

    def test_from_behind_a_proxy_that_may_do_nothing_else(self):
        if os.geteuid() != 0:
            self.skipTest("only root can become somebody else")
        for path in (self.folder, self.daemon.socket):
            os.chmod(path, 0o777)

        def ask(path, *options):
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "curl", "-s"]
            command += ["-o", "/dev/null", "-w", "%{http_code}", *options]
            command += ["--unix-socket", str(self.daemon.socket), f"http://localhost{path}"]
            return int(subprocess.run(command, capture_output=True, text=True).stdout)

        self.assertEqual(200, ask("/s/", "-d", f"mail={ANNA}"))
        token = self.token_of(self.mailbox.mails(ANNA)[-1])
        self.assertEqual(200, ask(f"/s/{token}"))
        self.assertEqual(200, ask(f"/s/{token}", "-d", "confirm=yes"))
        for path in ("/v1/subscribers", "/v1/subscribers/reader"):
            self.assertEqual(403, ask(path))
        for path in ("/v1/poll", "/v1/subscriptions", "/v1/inbox", "/v1/subscribers/reader/erase"):
            self.assertEqual(403, ask(path, "-d", "{}"))


class Leaving(WithPages):
    def leave_link(self, mail):
        links = re.findall(r"<([^>]+)>", str(mail["List-Unsubscribe"]))
        self.assertEqual("List-Unsubscribe=One-Click", mail["List-Unsubscribe-Post"])
        (link,) = [link for link in links if link.startswith("https:")]
        return urllib.parse.urlsplit(link).path

    def test_is_one_click_and_scanners_that_follow_links_change_nothing(self):
        self.confirm(self.token_of(self.subscribe()))
        self.announce()
        mail = self.mailbox.mails(ANNA)[-1]
        link = self.leave_link(mail)
        self.assertIn(f"open {BASE}{link} and press", words(mail))
        self.assertEqual(200, self.request(link)[0])
        self.assertEqual(200, self.request(link, "-I")[0])
        self.assertEqual(3, len(self.people()))
        status, _ = self.request(link, "-d", "List-Unsubscribe=One-Click")
        self.assertEqual(200, status)
        self.assertEqual({"reader", "operator"}, set(self.people()))
        rows = self.daemon.ask("deliveries")["deliveries"]
        self.assertEqual(set(), {row["subscriber"] for row in rows} - {"reader", "operator"})

    def test_holds_for_somebody_in_the_configuration_until_they_are_resumed(self):
        self.announce()
        link = self.leave_link(self.mailbox.mails(READER)[-1])
        self.request(link, "-d", "List-Unsubscribe=One-Click")
        self.daemon.stop()
        self.daemon.start()
        self.deposit("Azerbaijan", "2025-12-03")
        self.daemon.poll()
        self.assertEqual(1, len(self.mailbox.mails(READER)))
        self.assertIsNotNone(self.people()["reader"]["left"])
        self.daemon.ctl("subscribers", "resume", "reader")
        self.deposit("Albania", "2025-12-03")
        self.daemon.poll()
        self.assertEqual(2, len(self.mailbox.mails(READER)))


class ByMailAlone(WithDaemon):
    def amended(self, config):
        return config.replace("[mail]", '[mail]\nunsubscribe = "leave@treatyd.example"')

    def inbox(self, subject):
        command = [str(PROGRAMS / "treatyctl"), "--socket", str(self.daemon.socket), "inbox"]
        text = f"From: someone@ngo.example\nSubject: {subject}\n\nok\nSubject: not this\n"
        return subprocess.run(command, input=text, capture_output=True, text=True)

    def test_an_answer_confirms_and_another_leaves(self):
        self.daemon.poll()
        self.daemon.ctl("subscribe", ANNA)
        (mail,) = self.mailbox.mails(ANNA)
        self.assertEqual("leave@treatyd.example", mail["Reply-To"])
        subject = str(mail["Subject"])
        folded = "Re: " + subject.replace("confirm ", "confirm\n ")
        self.assertEqual(0, self.inbox(folded).returncode)
        self.assertEqual(5, self.inbox(folded).returncode)
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        notice = self.mailbox.mails(ANNA)[-1]
        self.assertNotIn("List-Unsubscribe-Post", notice)
        leave = re.search(r"mailto:leave@treatyd\.example\?subject=([^>]+)>",
                          str(notice["List-Unsubscribe"]))[1]
        self.assertEqual(0, self.inbox(urllib.parse.unquote(leave)).returncode)
        self.assertEqual(2, len(self.daemon.ask("subscribers")["subscribers"]))


class AnAddressThatRefuses(WithDaemon):
    more = '[[subscriber]]\nname = "watcher"\ncommand = ["/bin/true"]\noperator = true\n'

    def test_is_suspended_after_three_refusals_and_the_operator_is_told(self):
        self.daemon.poll()
        self.mode.write_text("5xx\n", encoding="utf-8")
        names = ["Qatar", "Azerbaijan", "Albania", "Algeria"]
        for i, name in enumerate(names):
            self.set_day(f"2025-12-0{i + 3}")
            self.deposit(name, f"2025-12-0{i + 2}")
            self.daemon.poll()
        people = {one["name"]: one for one in self.daemon.ask("subscribers")["subscribers"]}
        self.assertIsNotNone(people["reader"]["suspended"])
        self.assertEqual(3, people["reader"]["refusals"])
        self.assertIn("nobody of that name", people["reader"]["answer"])
        self.assertIsNone(people["operator"]["suspended"])
        rows = self.daemon.ask("deliveries")["deliveries"]
        dead = [row["error"] for row in rows if row["subscriber"] == "reader"]
        self.assertTrue(any("suspended since" in error for error in dead))
        told = [row for row in rows if row["event"].startswith("source.broken.suspended.reader")]
        self.assertIn("watcher", {row["subscriber"] for row in told})
        self.assertIn("SUSPENDED", self.daemon.ctl("subscribers").stdout)
        self.mode.write_text("accept\n", encoding="utf-8")
        done = self.daemon.ctl("subscribers", "resume", "reader")
        self.assertIn("told again", done.stdout)
        until(lambda: any("Algeria" in s for s in self.subjects(READER)), "what was given up")
        people = {one["name"]: one for one in self.daemon.ask("subscribers")["subscribers"]}
        self.assertIsNone(people["reader"]["suspended"])
        self.assertNotIn(READER, str(self.daemon.ask("events")))


class WhatIsKept(WithPages):
    def test_is_given_out_and_erased(self):
        self.confirm(self.token_of(self.subscribe("--why", "for the letter")))
        self.announce()
        (name,) = [name for name in self.people() if name.startswith("s-")]
        kept = self.daemon.ask("subscribers", "export", name)
        self.assertEqual(ANNA, kept["address"])
        self.assertEqual("for the letter", kept["subscription"]["why"])
        self.assertEqual({"sent"}, {row["state"] for row in kept["deliveries"]})
        self.daemon.ctl("subscribers", "erase", name)
        self.assertEqual(5, self.daemon.ctl("subscribers", "export", name, check=False).returncode)
        rows = self.daemon.ask("deliveries")["deliveries"]
        self.assertNotIn(name, {row["subscriber"] for row in rows})
        self.assertIn("configuration", self.daemon.ctl("subscribers", "erase", "reader").stdout)

    def test_a_filter_is_tried_on_what_happened(self):
        self.announce()
        self.deposit("Azerbaijan", "2025-12-03")
        self.set_day("2025-12-04")
        self.daemon.poll()
        said = self.daemon.ctl("preview").stdout
        self.assertIn("would have sent 2 notices in the last 90 days", " ".join(said.split()))
        self.assertRegex(" ".join(said.split()), "watched for [23] days")
        self.assertEqual(1, self.daemon.ask("preview", "--when", "weekly")["notices"])
        self.assertEqual(0, self.daemon.ask("preview", "--kinds", "signature")["notices"])
        self.assertEqual(1, self.daemon.ask("preview", "--participants", "Qatar")["notices"])
        self.assertEqual(OPERATOR, self.daemon.ask("subscribers", "export", "operator")["address"])
        self.assertEqual(2, self.people()["reader"]["preview"]["notices"])
        self.set_day("2026-03-20")
        self.assertEqual(0, self.daemon.ask("preview", check=False)["notices"])
