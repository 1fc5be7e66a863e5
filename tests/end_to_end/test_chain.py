import json
import os
import subprocess
import time

from running import CYBERCRIME, OPERATOR, PROGRAMS, READER, ROOT, WithDaemon, until


class FromThePageToAnAlert(WithDaemon):
    def more_config(self):
        self.told = self.folder / "told"
        script = self.folder / "tell"
        script.write_text(f"#!/bin/sh\ncat >>{self.told}\n", encoding="utf-8")
        script.chmod(0o755)
        return f'[[subscriber]]\nname = "chat"\ncommand = ["{script}"]\n'

    def test_the_first_reading_is_recorded_and_nobody_is_told(self):
        self.assertTrue(self.daemon.poll())
        status = self.daemon.ask("status", CYBERCRIME)
        self.assertEqual(0, status["count"])
        self.assertEqual(65, status["signatures"])
        self.assertEqual([], self.daemon.kinds())
        self.assertEqual([], self.mailbox.mails())

    def test_a_deposit_is_told_once_by_mail_and_by_command(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.assertTrue(self.daemon.poll())
        self.assertTrue(self.daemon.poll())
        self.assertEqual(["deposit", "milestone.count"], self.daemon.kinds())
        (mail,) = self.mailbox.mails(READER)
        self.assertIn("Qatar", mail["Subject"])
        text = mail.get_body(("plain",)).get_content()
        self.assertIn("Qatar deposited its instrument of ratification", text)
        self.assertIn("1 of 40", text)
        self.assertIn("We campaign on the safeguards.", text)
        self.assertIn("Qatar", mail.get_body(("html",)).get_content())
        self.assertEqual([], self.mailbox.mails(OPERATOR))
        until(lambda: self.told.exists() and self.told.read_text().count("\n") == 2, "the command")
        event = json.loads(self.told.read_text().splitlines()[0])
        self.assertEqual("XVIII-16.deposit.QAT.ratification.2025-12-02", event["id"])
        self.assertEqual({"id": "QAT", "name": "Qatar"}, event["participant"])

    def test_the_european_union_is_told_and_not_counted(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("European Union", "2025-12-02", "approval")
        self.daemon.poll()
        status = self.daemon.ask("status", CYBERCRIME)
        self.assertEqual((0, 1), (status["count"], status["count_register"]))
        self.assertEqual(1, len(status["count_differences"]))
        self.assertEqual(["deposit"], self.daemon.kinds())

    def test_the_xml_is_fetched_only_when_the_page_shows_something_new(self):
        self.daemon.poll()
        first = len(self.requests.read_text().splitlines())
        self.assertEqual(2, first)
        self.daemon.poll()
        self.assertEqual(first + 1, len(self.requests.read_text().splitlines()))
        for line in self.requests.read_text().splitlines():
            self.assertIn("treatyd/1 (tests@treatyd.example)", line)


class ToAWebhook(WithDaemon):
    KEY = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    PUBLIC = "whpk_ebVWLo/mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ="

    def more_config(self):
        program = ROOT / "tests/notify/webhook_receiver.py"
        command = ["/usr/bin/python3", "-B", program, self.KEY, self.PUBLIC]
        self.receiver = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.addCleanup(self.receiver.stdout.close)
        self.addCleanup(self.receiver.wait)
        self.addCleanup(self.receiver.kill)
        port = self.receiver.stdout.readline().strip()
        (self.folder / "key").write_text(self.KEY + "\n", encoding="utf-8")
        return f'''
            [[subscriber]]
            name = "hook"
            webhook = "http://127.0.0.1:{port}/204"
            secret_file = "{self.folder / "key"}"
            allow_private = true
            kinds = ["deposit"]
        '''

    def test_a_deposit_is_posted_signed_and_has_its_receipt(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.assertTrue(self.daemon.poll())
        request = json.loads(self.receiver.stdout.readline())
        self.assertEqual(["v1"], request["right"])
        self.assertEqual(
            "XVIII-16.deposit.QAT.ratification.2025-12-02", request["headers"]["webhook-id"]
        )
        self.assertEqual("Qatar", request["body"]["participant"]["name"])
        told = until(
            lambda: [
                one
                for one in self.daemon.ask("deliveries")["deliveries"]
                if one["subscriber"] == "hook" and one["state"] == "sent"
            ],
            "the receipt",
        )
        self.assertEqual("127.0.0.1 answered with status 204", told[0]["receipt"])


class TheSocket(WithDaemon):
    FIELDS = """number rule count count_register remaining threshold_day entry_into_force outcome
        participants thresholds deadlines explanation problems as_of last_good_check stale schema
        signatures latest next""".split()

    def test_answers_with_the_fields_of_the_contract(self):
        self.daemon.poll()
        answer = json.loads(self.daemon.curl(f"/v1/treaties/{CYBERCRIME}"))
        self.assertEqual([], [field for field in self.FIELDS if field not in answer])
        self.assertEqual(40, answer["rule"]["instruments"])
        asked = self.daemon.ask("status", CYBERCRIME)
        for changing in ("as_of",):
            del answer[changing], asked[changing]
        self.assertEqual(asked, answer)
        self.assertEqual("none", answer["entry_into_force"]["state"])
        self.assertEqual("2026-12-31", answer["next"][0]["date"])

    def test_tells_what_it_does_not_know_as_a_problem(self):
        head = self.daemon.curl("/v1/treaties/XVIII-99", "-i")
        self.assertIn("404", head.splitlines()[0])
        self.assertIn("application/problem+json", head)
        self.assertEqual(5, self.daemon.ctl("status", "XVIII-99", check=False).returncode)
        self.assertIn("400", self.daemon.curl("/v1/events?after=x", "-i").splitlines()[0])
        self.assertIn("405", self.daemon.curl("/v1/status", "-i", "-X", "DELETE").splitlines()[0])

    def test_answers_what_would_follow_from_deposits_and_changes_nothing(self):
        self.daemon.poll()
        supposed = ["--deposit", "Qatar 2025-12-02", "--deposit", "Côte d'Ivoire 2025-12-03"]
        answer = self.daemon.ask("what-if", CYBERCRIME, *supposed)
        self.assertEqual((2, 38), (answer["count"], answer["remaining"]))
        self.assertEqual(0, self.daemon.ask("status", CYBERCRIME)["count"])
        text = self.daemon.ctl("what-if", CYBERCRIME, *supposed).stdout
        self.assertIn("2 of 40 instruments; 38 missing", text)
        refused = self.daemon.ctl(
            "what-if", CYBERCRIME, "--deposit", "Quatar 2025-12-02", check=False)
        self.assertEqual(2, refused.returncode)
        self.assertIn("Nearest: Qatar", refused.stderr)

    def test_answers_304_when_nothing_but_the_time_has_changed(self):
        self.daemon.poll()
        path = f"/v1/treaties/{CYBERCRIME}/participants"
        head = self.daemon.curl(path, "-i")
        tag = next(l.split(": ")[1].strip() for l in head.splitlines() if l.startswith("ETag"))
        again = self.daemon.curl(path, "-i", "-H", f"If-None-Match: {tag}")
        self.assertIn("304", again.splitlines()[0])

    def test_keeps_the_document_that_shows_a_fact(self):
        self.daemon.poll()
        fact = self.facts()[0]
        body = self.daemon.curl(f"/v1/evidence/{fact['evidence']}")
        self.assertIn(fact["name"], body)

    def test_streams_events_to_those_who_follow_and_resumes_without_a_gap(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        stream = subprocess.Popen(
            ["curl", "-sN", "--unix-socket", str(self.daemon.socket)]
            + ["-H", "Accept: text/event-stream", "http://localhost/v1/events?after=1"],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(stream.stdout.close)
        self.addCleanup(stream.wait)
        self.addCleanup(stream.kill)
        seen = []
        while len(seen) < 1:
            line = stream.stdout.readline()
            if line.startswith("data:"):
                seen.append(json.loads(line[5:])["kind"])
        self.deposit("Azerbaijan", "2025-12-03")
        self.daemon.poll()
        while len(seen) < 2:
            line = stream.stdout.readline()
            if line.startswith("data:"):
                seen.append(json.loads(line[5:])["kind"])
        self.assertEqual(["milestone.count", "deposit"], seen)

    def test_polling_and_deliveries_are_for_the_owner(self):
        if os.geteuid() != 0:
            self.skipTest("only root can become somebody else")
        for path in (self.folder, self.daemon.socket):
            os.chmod(path, 0o777)
        for path, options in (("/v1/deliveries", []), ("/v1/poll", ["-X", "POST"])):
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            command += ["curl", "-si", "--unix-socket", str(self.daemon.socket), *options]
            answer = subprocess.run(
                [*command, f"http://localhost{path}"], capture_output=True, text=True
            ).stdout
            self.assertIn("403", answer.splitlines()[0])
        self.assertEqual(6, subprocess.run(
            ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
             str(self.copy_of_client()), "--socket", str(self.daemon.socket), "poll"],
            capture_output=True,
        ).returncode)

    def copy_of_client(self):
        client = self.folder / "treatyctl"
        client.write_bytes((PROGRAMS / "treatyctl").read_bytes())
        client.chmod(0o755)
        return client


class TheDays(WithDaemon):
    def test_the_calendar_is_told_without_any_new_reading(self):
        self.daemon.poll()
        self.standin.fault("server-error")
        self.daemon.set_day("2026-12-01")
        self.daemon.poll()
        self.assertIn("deadline.approaching", self.daemon.kinds())
        self.daemon.poll()
        self.assertEqual(1, self.daemon.kinds().count("deadline.approaching"))


class Restarts(WithDaemon):
    def test_a_mail_server_that_is_away_gets_the_mail_later_under_the_same_id(self):
        self.daemon.poll()
        self.mode.write_text("4xx\n")
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        self.assertEqual([], self.mailbox.mails())
        attempts = self.folder / "mails" / "log"
        until(lambda: attempts.exists() and "4xx" in attempts.read_text(), "the first attempt")
        self.mode.write_text("accept\n")
        until(lambda: self.mailbox.mails(READER), "the mail")
        (mail,) = self.mailbox.mails(READER)
        ids = {json.loads(l)["message_id"] for l in attempts.read_text().splitlines()}
        self.assertEqual({mail["Message-ID"]}, ids)

    def test_after_sigkill_nothing_is_lost_and_nothing_told_anew(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        before = self.daemon.ask("events")["events"]
        self.daemon.stop(kill=True)
        self.deposit("Azerbaijan", "2025-12-03")
        self.daemon.start()
        self.daemon.poll()
        after = self.daemon.ask("events")["events"]
        self.assertEqual(before, after[: len(before)])
        self.assertEqual("XVIII-16.deposit.AZE.ratification.2025-12-03", after[-1]["id"])
        self.assertEqual(2, len(self.mailbox.mails(READER)))

    def test_it_stops_within_seconds_when_asked_to(self):
        self.daemon.poll()
        began = time.monotonic()
        self.assertEqual(0, self.daemon.stop())
        self.assertLess(time.monotonic() - began, 10)
        self.assertFalse(self.daemon.socket.exists())




class WhatIsPublished(WithDaemon):
    def more_config(self):
        self.public = self.folder / "public"
        return (
            f'[publish]\ndirectory = "{self.public}"\ndomain = "treatyd.example"\n'
            "since = 2025-01-01\n"
        )

    def test_pages_feeds_and_calendar_follow_each_look_and_a_digest_can_be_asked_for(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        page = (self.public / CYBERCRIME / "index.html").read_text(encoding="utf-8")
        self.assertIn("Qatar", page)
        feed = (self.public / CYBERCRIME / "events.atom").read_text(encoding="utf-8")
        self.assertIn("XVIII-16.deposit.QAT.ratification.2025-12-02", feed)
        self.assertIn("1 of 40", (self.public / CYBERCRIME / "badge.svg").read_text())
        self.assertIn("SUMMARY", (self.public / "calendar.ics").read_text())
        issue = self.daemon.ctl("digest", "--since", "2025-12-01", "--format", "md").stdout
        self.assertIn("Qatar", issue)
        empty = self.daemon.ctl("digest", "--since", "2025-12-04").stdout
        self.assertNotIn("Qatar deposited", empty)
        self.assertEqual(2, self.daemon.ctl("digest", "--since", "soon", check=False).returncode)
