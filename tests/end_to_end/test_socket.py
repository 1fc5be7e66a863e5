"""What the socket owes to whoever speaks HTTP with it, beside the answers themselves."""

import json
import os
import shutil
import socket
import subprocess

import feedparser
import icalendar
from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client.parser import text_string_to_metric_families

from running import CYBERCRIME, PROGRAMS, WithDaemon


class WithCurl(WithDaemon):
    def fetch(self, path, *options):
        """Status, headers (names in lower case) and body."""
        raw = self.daemon.curl(path, "-i", *options)
        head, _, body = raw.partition("\n\n") if "\r\n" not in raw else raw.partition("\r\n\r\n")
        first, *lines = head.splitlines()
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
        }
        return int(first.split()[1]), headers, body


class Caching(WithCurl):
    PATHS = """/v1/status /v1/treaties /v1/treaties/XVIII-16 /v1/treaties/XVIII-16/participants
        /v1/treaties/XVIII-16/explain /v1/treaties/XVIII-16/history
        /v1/treaties/XVIII-16/declarations /v1/treaties/XVIII-16/chart
        /v1/treaties/XVIII-16/proposed-rule /v1/participants/FRA /v1/catalogue /v1/events /v1/holds
        /v1/deliveries /v1/subscribers /v1/subscribers/reader /v1/digest
        /feeds/events.atom /feeds/XVIII-16.json /feeds/calendar.ics""".split()

    def test_every_answer_has_an_etag_that_spares_its_body(self):
        self.daemon.poll()
        for path in self.PATHS:
            with self.subTest(path):
                status, headers, body = self.fetch(path)
                self.assertEqual(200, status, body)
                for tag in (headers["etag"], headers["etag"].removeprefix("W/"), "*"):
                    status, again, body = self.fetch(path, "-H", f"If-None-Match: {tag}")
                    self.assertEqual((304, ""), (status, body))
                    self.assertEqual(headers["etag"], again["etag"])
                self.assertEqual(200, self.fetch(path, "-H", 'If-None-Match: "other"')[0])

    def test_the_etag_changes_with_what_is_said(self):
        self.daemon.poll()
        before = {path: self.fetch(path)[1]["etag"] for path in ("/v1/events", "/feeds/events.atom")}
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        for path, tag in before.items():
            self.assertNotEqual(tag, self.fetch(path)[1]["etag"])
            self.assertEqual(200, self.fetch(path, "-H", f"If-None-Match: {tag}")[0])

    def test_head_has_the_header_of_get_and_no_body(self):
        self.daemon.poll()
        for path in [*self.PATHS, "/metrics"]:
            with self.subTest(path):
                status, headers, body = self.fetch(path, "-I")
                self.assertEqual((200, ""), (status, body))
                self.assertIn("content-type", headers)


class Refusals(WithCurl):
    def problem(self, path, *options):
        status, headers, body = self.fetch(path, *options)
        self.assertEqual("application/problem+json", headers["content-type"])
        self.assertEqual(status, json.loads(body)["status"])
        return status, headers, json.loads(body)["detail"]

    def test_a_day_that_is_none_is_refused(self):
        for name in ("as-of", "known-on"):
            for value in ("tomorrow", "2026-02-30", "2026-13-01", "2026-1-1", ""):
                with self.subTest(f"{name}={value}"):
                    status, _, detail = self.problem(f"/v1/treaties/{CYBERCRIME}?{name}={value}")
                    self.assertEqual(400, status)
                    self.assertIn(f"{name} must be a date such as", detail)

    def test_an_unknown_number_gets_the_nearest(self):
        status, _, detail = self.problem("/v1/treaties/XVII-16")
        self.assertEqual(404, status)
        self.assertIn("did you mean XVIII-16?", detail)

    def test_an_unknown_participant_gets_the_nearest(self):
        for asked, meant in (("FRX", "FRA"), ("Frannce", '"France"')):
            status, _, detail = self.problem(f"/v1/participants/{asked}")
            self.assertEqual(404, status)
            self.assertIn(f"did you mean {meant}?", detail)

    def test_a_wrong_method_is_told_the_right_ones(self):
        for path, method, allowed in (
            ("/v1/poll", "GET", "POST"),
            ("/v1/poll", "PUT", "POST"),
            ("/v1/status", "POST", "GET, HEAD"),
            ("/v1/status", "DELETE", "GET, HEAD"),
            ("/v1/treaties/XVIII-16/explain", "PATCH", "GET, HEAD"),
            ("/v1/digest", "PUT", "GET, HEAD, POST"),
            ("/v1/holds/1/approve", "GET", "POST"),
            ("/v1/events/x/retract", "GET", "POST"),
            ("/feeds/events.atom", "PUT", "GET, HEAD"),
            ("/metrics", "POST", "GET, HEAD"),
        ):
            with self.subTest(f"{method} {path}"):
                status, headers, _ = self.problem(path, "-X", method)
                self.assertEqual((405, allowed), (status, headers["allow"]))

    def test_an_unknown_path_is_not_found_whatever_the_method(self):
        for method in ("GET", "POST", "PUT"):
            status, _, detail = self.problem("/v1/nothing", "-X", method)
            self.assertEqual(404, status)
            self.assertIn("GET /v1/status", detail)

    def test_what_is_no_http_gets_400_and_the_others_are_answered(self):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(self.daemon.socket))
            client.sendall(b"\x16\x03\x01 hello\r\n\r\n")
            self.assertTrue(client.recv(100).startswith(b"HTTP/1.1 400 "))
        self.assertEqual(200, self.fetch("/v1/status")[0])


class WhoActs(WithCurl):
    def test_is_in_the_log_with_what_was_asked_for(self):
        self.daemon.poll()
        self.daemon.ctl("approve", "7", "--reason", "as you like", check=False)
        user = os.geteuid()
        self.assertIn(f"user {user} asks for POST /v1/poll\n", self.log_text())
        self.assertIn(f"user {user} asks for POST /v1/holds/7/approve\n", self.log_text())

    def test_somebody_without_a_right_to_the_socket_is_told_so(self):
        if os.geteuid() != 0:
            self.skipTest("only root can become somebody else")
        self.folder.chmod(0o755)
        program = shutil.copy(PROGRAMS / "treatyctl", self.folder)
        done = subprocess.run(
            [program, "--socket", self.daemon.socket, "status"],
            capture_output=True, text=True, user=65534, group=65534, extra_groups=[],
            env={"ASAN_OPTIONS": "detect_leaks=0"},
        )
        self.assertEqual(6, done.returncode)
        self.assertIn("you may not open", done.stderr)


class Participants(WithCurl):
    numbers, track = ("XVIII-16", "XVIII-12"), 'XVIII-16", "XVIII-12'

    def test_one_is_shown_across_the_tracked_treaties(self):
        self.daemon.poll()
        answer = json.loads(self.daemon.curl("/v1/participants/FRA"))
        self.assertEqual("France", answer["name"])
        for field in ("schema", "as_of", "last_good_check", "stale"):
            self.assertIn(field, answer)
        by_number = {treaty["number"]: treaty for treaty in answer["treaties"]}
        self.assertEqual({"XVIII-12", "XVIII-16"}, set(by_number))
        self.assertEqual(["signature"], [act["act"] for act in by_number["XVIII-16"]["acts"]])
        self.assertIsNone(by_number["XVIII-16"]["standing"]["in_force"])
        crime = by_number["XVIII-12"]
        self.assertEqual("2003-09-29", crime["standing"]["in_force"])
        self.assertIn("ratification", [act["act"] for act in crime["acts"]])
        for name in ("France", "fra"):
            self.assertEqual(answer, self.by_name(f"/v1/participants/{name}", answer["as_of"]))

    def by_name(self, path, as_of):
        return json.loads(self.daemon.curl(path)) | {"as_of": as_of}

    def test_its_declarations_are_there(self):
        self.declare("Viet Nam", "Viet Nam is not bound by article 63.", "2025-12-01")
        self.daemon.poll()
        answer = self.daemon.ask("participant", "VNM")
        (treaty,) = [t for t in answer["treaties"] if t["number"] == CYBERCRIME]
        self.assertEqual(["63"], treaty["declarations"][0]["articles"])
        shown = self.daemon.ctl("participant", "Viet Nam").stdout
        self.assertTrue(shown.startswith("Viet Nam (VNM, "), shown)
        self.assertIn("1 text; treatyctl declarations XVIII-16", shown)
        self.assertTrue(all(len(line) <= 80 for line in shown.splitlines()))

    def test_one_without_an_act_and_one_that_is_unknown(self):
        self.daemon.poll()
        self.assertIn("no act under any tracked treaty", self.daemon.ctl("participant", "TUV").stdout)
        done = self.daemon.ctl("participant", "Ruritania", check=False)
        self.assertEqual(5, done.returncode)


class Feeds(WithCurl):
    def test_are_answered_without_a_publish_directory(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        for path in (
            "XVIII-16.atom", "XVIII-16/events.atom", "events.atom", "kinds/deposit.atom",
            "participants/QAT.atom",
        ):
            with self.subTest(path):
                status, headers, body = self.fetch(f"/feeds/{path}")
                self.assertEqual((200, "application/atom+xml"), (status, headers["content-type"]))
                feed = feedparser.parse(body)
                self.assertFalse(feed.bozo)
                ids = [entry.id for entry in feed.entries]
                self.assertIn(
                    "tag:treatyd.invalid,2026-01-01:event/"
                    "XVIII-16.deposit.QAT.ratification.2025-12-02",
                    ids,
                )
        feed = json.loads(self.daemon.curl("/feeds/XVIII-16/milestones.json"))
        self.assertEqual("https://jsonfeed.org/version/1.1", feed["version"])
        self.assertEqual(1, len(feed["items"]))
        calendar = icalendar.Calendar.from_ical(self.daemon.curl("/feeds/calendar.ics"))
        self.assertIn("signature closes", str([e.get("SUMMARY") for e in calendar.walk("VEVENT")]))

    def test_an_unknown_one_is_not_found(self):
        for path in ("XVIII-99.atom", "XVIII-16.rss", "kinds/nothing.atom", "", "../v1/status"):
            with self.subTest(path):
                self.assertEqual(404, self.fetch(f"/feeds/{path}", "--path-as-is")[0])


class PublishedFeeds(WithCurl):
    def more_config(self):
        self.public = self.folder / "public"
        return f"""[publish]
directory = "{self.public}"
base_url = "https://treaties.example.org"
domain = "treaties.example.org"
since = 2026-01-01
"""

    def test_the_socket_gives_the_bytes_of_the_published_files(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        for path in (
            "events.atom", "milestones.json", "kinds/deposit.json", "participants/QAT.atom",
            "XVIII-16/events.atom", "XVIII-16/milestones.json", "calendar.ics",
        ):
            with self.subTest(path):
                published = (self.public / path).read_bytes().decode()
                raw = self.daemon.curl(f"/feeds/{path}")
                self.assertEqual(published.replace("\r\n", "\n"), raw)


class Metrics(WithCurl):
    def families(self, text):
        return {family.name: family for family in text_string_to_metric_families(text)}

    def value(self, families, name, **labels):
        (value,) = [
            sample.value
            for sample in families[name].samples
            if labels.items() <= sample.labels.items()
        ]
        return value

    def test_are_read_by_a_parser_of_prometheus_in_both_forms(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        status, headers, text = self.fetch("/metrics")
        self.assertTrue(headers["content-type"].startswith("text/plain; version=0.0.4"))
        families = self.families(text)
        self.assertEqual(1, self.value(families, "treatyd_counted_instruments", treaty=CYBERCRIME))
        self.assertEqual(40, self.value(families, "treatyd_required_instruments"))
        self.assertEqual(1, self.value(families, "treatyd_events", kind="deposit"))
        self.assertEqual(0, self.value(families, "treatyd_events", kind="eif.official"))
        self.assertEqual(0, self.value(families, "treatyd_deliveries_pending"))
        sent = {"channel": "mail", "result": "sent"}
        self.assertEqual(2, self.value(families, "treatyd_delivery_attempts", **sent))
        good = {"form": "html", "state": "good"}
        self.assertEqual(1, self.value(families, "treatyd_source_state", **good))
        self.assertEqual(0, self.value(families, "treatyd_holds_waiting"))
        self.assertEqual(
            1764763200,  # noon of the staged day
            int(self.value(families, "treatyd_last_good_check_timestamp_seconds")) // 600 * 600,
        )

        accept = "Accept: application/openmetrics-text;version=1.0.0,text/plain;q=0.5"
        status, headers, text = self.fetch("/metrics", "-H", accept)
        self.assertTrue(headers["content-type"].startswith("application/openmetrics-text"))
        families = {f.name: f for f in openmetrics.text_string_to_metric_families(text)}
        self.assertEqual("counter", families["treatyd_delivery_attempts"].type)
        self.assertEqual("info", families["treatyd_build"].type)

    def test_follow_the_source_and_the_outbox(self):
        self.mode.write_text("4xx\n")
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        self.standin.fault("error-page")
        self.daemon.poll()
        families = self.families(self.daemon.ctl("metrics").stdout)
        self.assertEqual(
            1, self.value(families, "treatyd_source_state", form="html", state="suspect")
        )
        self.assertGreater(self.value(families, "treatyd_deliveries_pending"), 0)
        failed = {"channel": "mail", "result": "failed"}
        self.assertGreater(self.value(families, "treatyd_delivery_attempts", **failed), 0)

    def test_name_no_subscriber_and_no_address(self):
        self.daemon.poll()
        text = self.daemon.curl("/metrics")
        self.assertNotIn("reader", text)
        self.assertNotIn("@", text)
