import json
import os
import pathlib
import subprocess
import tempfile
import unittest
from datetime import date

import faults
import page
import xml_form
from collection import Treaty, copy_of

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ.get("TREATYD_PROGRAMS", ROOT / "build/dev/bin"))
DAYS = {
    "XVIII-12": ("2000-12-12", "2001-06-07", "2003-07-01", "2004-06-01", "2014-12-31"),
    "XVIII-16": ("2025-10-27", "2025-11-30"),
}


def acts_of(reading):
    """What a reading says of acts, whatever the names, marks and order."""
    return {
        (participant["id"], act["kind"], act["date"], act["withdrawn"])
        for participant in reading["participants"]
        for act in participant["acts"]
    }


class TreatydsReaders(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def read(self, bodies):
        """The readings of bodies by name; names end in .html or .xml."""
        for name, body in bodies.items():
            (self.folder / name).write_bytes(body)
        files = [self.folder / name for name in bodies]
        command = [PROGRAMS / "treatyctl", "read", *files, "--json"]
        lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
        return dict(zip(bodies, map(json.loads, lines), strict=True))

    def test_find_every_row_in_both_forms_on_any_day_and_no_problem(self):
        documents = {
            f"{number} on {day}": Treaty.load(number).at(date.fromisoformat(day))
            for number, days in DAYS.items()
            for day in days
        }
        readings = self.read(
            {f"{name}.html": page.render(document, 1) for name, document in documents.items()}
            | {f"{name}.xml": xml_form.render(document) for name, document in documents.items()}
        )
        for name, document in documents.items():
            html, xml = readings[f"{name}.html"], readings[f"{name}.xml"]
            with self.subTest(name):
                self.assertEqual([], html["problems"] + xml["problems"])
                self.assertEqual(html["participants"], xml["participants"])
                self.assertEqual(
                    [row.name for row in document.rows], [p["name"] for p in html["participants"]]
                )
                for reading in (html, xml):
                    totals = reading["published"]
                    self.assertEqual(document.signatories, totals["signatories"])
                    self.assertEqual(document.parties, totals["parties"])
                    self.assertEqual(document.signatories, reading["counted"]["signatories"])
                    self.assertEqual(document.parties or 0, reading["counted"]["parties"])

    def test_find_the_same_acts_under_each_fault_that_keeps_them(self):
        sound = Treaty.load("XVIII-12").at(date(2003, 10, 1))
        bodies = {"sound.html": page.render(sound, 1)}
        for fault in (f for f in faults.ALL if f.truth == "kept" and f.name != "eu-row"):
            document = copy_of(sound)
            if fault.where == "record":
                fault.act(document, 1)
            for form, body in page.both_forms(document):
                name = f"{fault.name}.{form}"
                bodies[name] = fault.act(body, form) if fault.where == "body" else body
        readings = self.read(bodies)
        expected = acts_of(readings.pop("sound.html"))
        for name, reading in readings.items():
            with self.subTest(name):
                self.assertEqual(set(), expected ^ acts_of(reading))

    def test_find_no_acts_where_there_is_no_record(self):
        body = page.render(Treaty.load("XVIII-12").at(date(2003, 10, 1)), 1)
        missing = [f for f in faults.ALL if f.where == "body" and f.truth == "missing"]
        readings = self.read({f"{f.name}.html": f.act(body, "html") for f in missing})
        for name, reading in readings.items():
            with self.subTest(name):
                self.assertFalse("error" not in reading and reading["participants"])
