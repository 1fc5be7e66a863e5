"""What is published beside the pages, read back over HTTP by parsers of other people."""

import csv
import datetime
import io
import itertools
import json
import re
import xml.etree.ElementTree as xml

import feedparser
import icalendar

from published import Read, invalid


class OverHttp(Read):
    def test_the_html_css_and_svg_are_valid(self):
        checked = [file for file in self.root.rglob("*") if file.suffix in (".html", ".css", ".svg")]
        told = invalid(checked, "--also-check-css", "--also-check-svg")
        self.assertEqual([], told, "\n".join(told[:20]))

    def test_every_feed_is_read_and_its_address_is_its_own(self):
        feeds = sorted(self.root.rglob("*.atom"))
        self.assertGreater(len(feeds), 3)
        for file in feeds[:: max(1, len(feeds) // 60)]:
            path = str(file.relative_to(self.root))
            feed = feedparser.parse(f"{self.address}/{path}")
            self.assertFalse(feed.bozo, path)
            self.assertEqual("atom10", feed.version)
            self.assertEqual("application/atom+xml", feed.headers["content-type"].split(";")[0])
            links = {link.rel: link.href for link in feed.feed.links}
            self.assertEqual(f"{self.address}/{path}", links["self"])
            self.assertTrue(feed.feed.id.startswith("tag:treatyd.example,2026-01-01:feed/"))
            language = path.split("/")[0] if path.startswith(("fr/", "es/")) else "en"
            self.assertEqual(language, feed.feed.language)

    def test_ids_are_unique_and_no_entry_is_dated_after_its_feed(self):
        """RFC 4287, 4.1.1 and 4.2.6; a feed holds the newest 200 entries at most."""
        ids = {}
        for file in sorted(self.root.rglob("*.atom")):
            root = xml.fromstring(file.read_bytes())
            atom = "{http://www.w3.org/2005/Atom}"
            self.assertIsNone(ids.get(root.findtext(f"{atom}id")), file)
            ids[root.findtext(f"{atom}id")] = file
            for name in ("id", "title", "updated"):
                self.assertEqual(1, len(root.findall(f"{atom}{name}")), file)
            entries = root.findall(f"{atom}entry")
            own = [entry.findtext(f"{atom}id") for entry in entries]
            self.assertEqual(len(own), len(set(own)), file)
            self.assertLessEqual(len(own), 200)
            dates = [entry.findtext(f"{atom}updated") for entry in entries]
            self.assertEqual(sorted(dates, reverse=True), dates, file)
            if dates:
                self.assertEqual(dates[0], root.findtext(f"{atom}updated"), file)

    def test_an_event_is_told_in_each_language_under_its_one_id(self):
        wanted = "tag:treatyd.example,2026-01-01:event/XVIII-16.deposit.QAT.ratification.2025-12-02"
        titles = {}
        for folder in ("", "es/", "fr/"):
            feed = feedparser.parse(f"{self.address}/{folder}XVIII-16/events.atom")
            (titles[folder],) = [entry.title for entry in feed.entries if entry.id == wanted]
        self.assertIn("deposit", titles[""])
        self.assertIn("dépôt", titles["fr/"])
        self.assertIn("depósito", titles["es/"])

    def test_an_event_has_one_id_in_every_feed(self):
        wanted = "tag:treatyd.example,2026-01-01:event/XVIII-16.deposit.QAT.ratification.2025-12-02"
        for path in ("events", "XVIII-16/events", "participants/QAT", "kinds/deposit"):
            atom = feedparser.parse(f"{self.address}/{path}.atom")
            self.assertIn(wanted, [entry.id for entry in atom.entries])
            feed = json.loads(self.fetch(f"{path}.json"))
            self.assertEqual("https://jsonfeed.org/version/1.1", feed["version"])
            self.assertIn(wanted, [item["id"] for item in feed["items"]])

    def test_the_calendar_holds_the_deadline_and_the_date_in_force(self):
        calendar = icalendar.Calendar.from_ical(self.fetch("calendar.ics"))
        entries = {str(one["UID"]): one for one in calendar.walk("VEVENT")}
        days = {one["DTSTART"].dt.isoformat() for one in entries.values()}
        self.assertIn("2026-12-31", days)
        self.assertIn("2003-09-29", days)
        for language, word in (("fr", "Entrée en vigueur"), ("es", "Entrada en vigor")):
            data = self.fetch(f"{language}/calendar.ics")
            other = icalendar.Calendar.from_ical(data)
            translated = {str(one["UID"]): one for one in other.walk("VEVENT")}
            self.assertEqual(set(entries), set(translated))
            self.assertTrue(any(word in str(one["SUMMARY"]) for one in translated.values()))
            self.assertNotIn(b"VTIMEZONE", data)
            self.assertLessEqual(max(len(line) for line in data.split(b"\r\n")), 75)

    def test_the_data_are_as_their_packages_describe_them(self):
        read = {
            "string": str,
            "integer": int,
            "boolean": {"yes": True, "no": False}.__getitem__,
            "date": datetime.date.fromisoformat,
            "datetime": datetime.datetime.fromisoformat,
        }
        packages = sorted(self.root.rglob("datapackage.json"))
        self.assertEqual(3, len(packages))
        for file in packages:
            folder = file.parent.relative_to(self.root)
            package = json.loads(self.fetch(folder / "datapackage.json"))
            tables = [one for one in package["resources"] if one["format"] == "csv"]
            self.assertEqual(2 * len(tables), len(package["resources"]))
            for table in tables:
                text = self.fetch(folder / table["path"]).decode(table["encoding"])
                rows = list(csv.DictReader(io.StringIO(text, newline="")))
                fields = {field["name"]: field["type"] for field in table["schema"]["fields"]}
                self.assertEqual(list(fields), list(rows[0]))
                typed = [
                    {name: read[fields[name]](cell) if cell else None for name, cell in row.items()}
                    for row in rows
                ]
                keys = {tuple(row[name] for name in table["schema"]["primaryKey"]) for row in rows}
                self.assertEqual(len(rows), len(keys))
                same = json.loads(self.fetch(folder / table["path"].replace(".csv", ".json")))
                self.assertEqual(
                    json.loads(json.dumps(typed, default=lambda when: when.isoformat())),
                    json.loads(re.sub(r'(T[0-9:]{8})Z"', r'\1+00:00"', json.dumps(same))),
                )
                self.assertEqual(table["mediatype"], self.kind_of(folder / table["path"]))

    def test_the_packages_keep_the_rules_of_their_profile(self):
        """Of Data Package 1 and Table Schema 1: names, paths, types, keys, references that hold."""
        kinds = {"string", "integer", "boolean", "date", "datetime"}
        for file in self.root.rglob("datapackage.json"):
            package = json.loads(file.read_bytes())
            self.assertRegex(package["name"], r"^[-a-z0-9._/]+$")
            self.assertEqual("data-package", package["profile"])
            self.assertTrue(all("title" in one and "path" in one for one in package["sources"]))
            names = [resource["name"] for resource in package["resources"]]
            self.assertEqual(len(names), len(set(names)))
            rows = {}
            for resource in package["resources"]:
                self.assertRegex(resource["name"], r"^[-a-z0-9._]+$")
                self.assertNotRegex(resource["path"], r"^/|\.\.|:")
                self.assertTrue((file.parent / resource["path"]).is_file())
                if resource["profile"] != "tabular-data-resource":
                    self.assertEqual("data-resource", resource["profile"])
                    continue
                text = (file.parent / resource["path"]).read_text(encoding="utf-8")
                rows[resource["name"]] = list(csv.DictReader(io.StringIO(text, newline="")))
                schema = resource["schema"]
                fields = [field["name"] for field in schema["fields"]]
                self.assertEqual(len(fields), len(set(fields)))
                for field in schema["fields"]:
                    self.assertIn(field["type"], kinds)
                    self.assertLessEqual(set(field), {"name", "type", "description", "trueValues", "falseValues"})
                self.assertLessEqual(set(schema["primaryKey"]), set(fields))
                self.assertEqual([""], schema["missingValues"])
            for resource in package["resources"]:
                for key in resource.get("schema", {}).get("foreignKeys", []):
                    to = key["reference"]
                    known = {row[to["fields"]] for row in rows[to["resource"]]}
                    used = {row[key["fields"]] for row in rows[resource["name"]]}
                    self.assertLessEqual(used - {""}, known)
        front = json.loads((self.root / "data/datapackage.json").read_bytes())
        self.assertEqual(2, sum("foreignKeys" in one.get("schema", {}) for one in front["resources"]))

    def test_the_participants_are_a_table(self):
        rows = list(csv.DictReader(io.StringIO(self.fetch("XVIII-16/participants.csv").decode())))
        self.assertEqual(66, len(rows))
        deposited = [row["name"] for row in rows if row["deposited"]]
        self.assertEqual(["Azerbaijan", "Qatar", "Viet Nam"], deposited)

    def test_the_images_to_embed_are_drawn_and_load_nothing(self):
        for folder, name in itertools.product(("", "fr/"), ("badge", "counter", "chart")):
            image = self.fetch(f"{folder}XVIII-16/{name}.svg").decode()
            root = xml.fromstring(image)
            self.assertTrue(root.tag.endswith("}svg"))
            self.assertNotIn("href", image)
            self.assertNotIn("url(", image)
        self.assertIn("3 of 40", self.fetch("XVIII-16/badge.svg").decode())
        self.assertIn("3 sur 40", self.fetch("fr/XVIII-16/badge.svg").decode())
