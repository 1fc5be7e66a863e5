import unittest
from datetime import date

import faults
import page
import xml_form
from collection import Treaty, chapter_number, copy_of

UNTOC = "XVIII-12"


class ARecordOnADay(unittest.TestCase):
    def setUp(self):
        self.treaty = Treaty.load(UNTOC)

    def test_shows_no_parties_before_the_first_deposit(self):
        document = self.treaty.at(date(2001, 6, 4))
        self.assertIsNone(document.parties)
        self.assertNotIn(b"Parties", page.render(document, 1))
        self.assertNotIn(b"<Parties", xml_form.render(document))
        self.assertEqual(1, self.treaty.at(date(2001, 6, 7)).parties)

    def test_shows_the_40th_deposit_on_its_day_and_the_date_when_it_is_printed(self):
        before, on = self.treaty.at(date(2003, 6, 30)), self.treaty.at(date(2003, 7, 1))
        self.assertEqual((39, 40), (before.parties, on.parties))
        self.assertEqual("see article 38.", on.eif_text)
        printed = self.treaty.at(date(2003, 7, 22))
        self.assertEqual("29 September 2003, in accordance with article 38.", printed.eif_text)

    def test_counts_the_union_and_leaves_brackets_out(self):
        day = date(2004, 6, 1)
        with_union = self.treaty.at(day).parties
        self.treaty.remove("European Union")
        self.assertEqual(with_union - 1, self.treaty.at(day).parties)
        self.treaty.put("France", withdrawn="2004-05-30")
        self.assertEqual(with_union - 2, self.treaty.at(day).parties)
        self.assertEqual("[12 Dec 2000]", self.treaty.at(day).row("France").cells[0])

    def test_is_the_same_in_every_run(self):
        again = Treaty.load(UNTOC)
        self.assertEqual(self.treaty.days(), again.days())
        self.assertEqual(self.treaty.at(date(2003, 7, 1)), again.at(date(2003, 7, 1)))

    def test_holds_no_row_without_a_sourced_day(self):
        hanoi = Treaty.load("XVIII-16")
        self.assertEqual(65, len(hanoi.facts))
        self.assertTrue(all(f.signature and not f.action for f in hanoi.facts))


class TheForms(unittest.TestCase):
    def setUp(self):
        treaty = Treaty.load(UNTOC)
        treaty.put("Zimbabwe", withdrawn="2003-10-01")
        self.document = treaty.at(date(2003, 10, 1))

    def test_of_a_page_differ_in_state_fields_alone_from_request_to_request(self):
        first, second = page.render(self.document, 1), page.render(self.document, 2)
        self.assertNotEqual(first, second)
        self.assertEqual(len(first), len(second))
        self.assertEqual(first, page.render(self.document, 1))

    def test_print_each_row_and_the_totals(self):
        text = page.render(self.document, 1).decode("utf-8")
        self.assertTrue("<td>Côte d'Ivoire<br></td>" in text)
        for cell in (" &nbsp;1 Jul\t 2003 ", "26 Sep\t 2003 a", "[12 Dec\t 2000 ]"):
            self.assertTrue(f"<td>{cell}<br></td>" in text, cell)
        self.assertTrue("146." in text)
        xml = xml_form.render(self.document)
        self.assertIn("<Entry>Côte d'Ivoire</Entry>".encode("latin-1"), xml)
        self.assertIn(b"<Signatories>146</Signatories>", xml)
        self.assertIn(b"<Entry>Serbia&lt;superscript&gt;1&lt;/superscript&gt;</Entry>", xml)

    def test_know_where_a_treaty_is_published(self):
        self.assertIn("Volume%20II/Chapter%20XVIII/XVIII-12.en.xml", xml_form.path_of(UNTOC))
        self.assertIn("Volume%20I/Chapter%20XI/XI-A-1.en.xml", xml_form.path_of("XI-A-1"))
        self.assertEqual(
            [4, 9, 14, 19, 26, 29], [chapter_number(c) for c in "IV IX XIV XIX XXVI XXIX".split()]
        )


class AFault(unittest.TestCase):
    def test_has_one_name_and_one_of_the_known_places_and_truths(self):
        self.assertGreaterEqual(len(faults.ALL), 40)
        self.assertEqual(len(faults.ALL), len(faults.BY_NAME))
        self.assertLessEqual({f.where for f in faults.ALL}, {"copy", "record", "body", "answer"})
        self.assertLessEqual({f.truth for f in faults.ALL}, {"kept", "held", "missing", "any"})

    def test_in_the_record_shows_in_both_forms_and_leaves_the_treaty_as_it_was(self):
        treaty, day = Treaty.load(UNTOC), date(2003, 10, 1)
        sound = treaty.at(day)
        for fault in (f for f in faults.ALL if f.where == "record"):
            with self.subTest(fault.name):
                document = copy_of(treaty.at(day))
                fault.act(document, 1)
                self.assertNotEqual(page.render(sound, 1), page.render(document, 1))
                if not fault.name.startswith("stamp"):
                    self.assertNotEqual(xml_form.render(sound), xml_form.render(document))
                self.assertEqual(sound, treaty.at(day))

    def test_in_the_body_changes_it(self):
        document = Treaty.load(UNTOC).at(date(2003, 10, 1))
        other_form_only = {("state-fields-only", "xml"), ("control-characters", "html")}
        for fault in (f for f in faults.ALL if f.where == "body"):
            for form, body in page.both_forms(document):
                if (fault.name, form) not in other_form_only:
                    with self.subTest(fault.name, form=form):
                        self.assertNotEqual(body, fault.act(body, form))
