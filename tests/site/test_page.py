"""The public pages in a browser: nothing breaks, nothing leaves the host, everybody can use them."""

import itertools
import json
import urllib.parse

from selenium.webdriver.common.by import By

from published import Read, browser, look, objections, requests

WIDTHS = (390, 1200)  # a phone and a desk
LOOKS = ((390, "dark"), (1200, "light"))


class InABrowser(Read):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.driver = cls.enterClassContext(browser())

    def look(self, path="XVIII-16/index.html", **how):
        look(self.driver, f"{self.address}/{path}", **how)
        return self.driver

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def shown(self):
        """The names in the table, from above."""
        rows = "[...document.querySelectorAll('#participants tbody tr')]"
        seen = "row => row.getBoundingClientRect().height > 0"
        return self.js(f"return {rows}.filter({seen}).map(row => row.cells[0].innerText)")

    def test_no_page_has_an_error_or_asks_another_host(self):
        self.driver.get_log("browser")
        requests(self.driver)
        for path, width in itertools.product(self.pages(), WIDTHS):
            with self.subTest(path=path, width=width):
                self.look(path, width=width)
                self.assertEqual([], self.driver.get_log("browser"))
                asked = requests(self.driver)
                self.assertIn(f"{self.address}/{path}", asked)
                hosts = {urllib.parse.urlsplit(url).netloc for url in asked}
                self.assertEqual({urllib.parse.urlsplit(self.address).netloc}, hosts)

    def test_no_page_is_wider_than_the_screen(self):
        for path, width in itertools.product(self.pages(), (320, *WIDTHS)):
            with self.subTest(path=path, width=width):
                self.look(path, width=width)
                self.assertLessEqual(self.js("return document.documentElement.scrollWidth"), width)

    def test_the_table_sorts_both_ways_and_keeps_those_without_a_date_last(self):
        self.look()
        self.assertEqual(66, len(self.shown()))
        head = "#participants thead th:nth-child({}) button"
        deposited = self.driver.find_element(By.CSS_SELECTOR, head.format(4))
        deposited.click()
        self.assertEqual({"Azerbaijan", "Qatar"}, set(self.shown()[:2]))
        self.assertEqual("Viet Nam", self.shown()[2])
        deposited.click()
        self.assertEqual("Viet Nam", self.shown()[0])
        self.assertEqual({"Azerbaijan", "Qatar"}, set(self.shown()[1:3]))
        self.driver.find_element(By.CSS_SELECTOR, head.format(1)).click()
        self.assertEqual("Algeria", self.shown()[0])

    def test_the_table_is_filtered_by_name_region_and_state_of_joining(self):
        self.look()
        standing = self.driver.find_element(By.ID, "filter-standing")
        standing.send_keys("Deposited")
        self.assertEqual(["Azerbaijan", "Qatar", "Viet Nam"], self.shown())
        self.assertEqual("3 shown", self.driver.find_element(By.ID, "filter-count").text)
        self.driver.find_element(By.ID, "filter-region").send_keys("Eastern")
        self.assertEqual(["Azerbaijan"], self.shown())
        self.look()
        self.driver.find_element(By.ID, "filter-name").send_keys("viet")
        self.assertEqual(["Viet Nam"], self.shown())

    def test_a_name_is_found_with_and_without_its_accents(self):
        for typed in ("Azerbaïdjan", "azerbaidjan"):
            self.look("fr/XVIII-16/index.html")
            self.driver.find_element(By.ID, "filter-name").send_keys(typed)
            self.assertEqual(["Azerbaïdjan"], self.shown())
            self.assertEqual("1 affichés", self.driver.find_element(By.ID, "filter-count").text)

    def test_every_page_leads_to_the_same_page_in_each_language(self):
        for path in self.pages():
            with self.subTest(path=path):
                self.look(path)
                here = self.driver.find_elements(By.CSS_SELECTOR, "[aria-current]")
                links = self.driver.find_elements(By.CSS_SELECTOR, "nav a[hreflang]")
                self.assertEqual(3, len(here) + len(links))
                said = {link.get_attribute("hreflang"): link.get_attribute("href") for link in links}
                found = self.driver.find_elements(By.CSS_SELECTOR, "link[hreflang]")
                heads = {link.get_attribute("hreflang"): link.get_attribute("href") for link in found}
                self.assertEqual({"en", "es", "fr"}, set(heads))
                for language, address in said.items():
                    self.assertEqual(heads[language], address)
                    self.assertTrue((self.root / address.removeprefix(f"{self.address}/")).is_file())
                own = self.js("return document.documentElement.lang")
                self.assertEqual(f"{self.address}/{path}", heads[own])

    def test_what_can_be_pressed_is_large_enough_and_shows_the_focus(self):
        """WCAG 2.2, 2.5.8 and 2.4.7; links within a sentence are exempt from the size."""
        self.look(width=390)
        for control in self.driver.find_elements(By.CSS_SELECTOR, "input, select, th button, nav a, .masthead > a"):
            if control.is_displayed():
                self.assertGreaterEqual(control.size["height"], 24, control.get_attribute("outerHTML"))
                self.js("arguments[0].focus({focusVisible: true})", control)
                outline = "return getComputedStyle(arguments[0]).outlineStyle"
                self.assertEqual("solid", self.js(outline, control))

    def test_the_heads_of_the_table_stay_in_sight(self):
        for width in WIDTHS:
            self.look(width=width)
            self.js("document.querySelector('#participants tbody tr:nth-child(40)').scrollIntoView({behavior: 'instant'})")
            top = "return document.querySelector('#participants thead th').getBoundingClientRect().top"
            self.assertEqual(0, self.js(top))

    def test_on_paper_the_page_is_black_on_white_without_controls(self):
        self.look(scheme="dark")
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.assertEqual("rgb(255, 255, 255)", self.js("return getComputedStyle(document.body).backgroundColor"))
        for hidden in (".filters", ".skip", "nav"):
            self.assertFalse(self.driver.find_element(By.CSS_SELECTOR, hidden).is_displayed(), hidden)
        self.assertTrue(self.driver.find_element(By.ID, "participants").is_displayed())

    def test_no_two_labels_of_a_chart_lie_on_each_other(self):
        boxes = """return [...arguments[0].querySelectorAll('text')].map(t => {
            const b = t.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom, t.textContent]})"""
        for path, width in itertools.product(("XVIII-16", "XVIII-12", "fr/XVIII-12", "es/XVIII-12", "es/XVIII-16"), WIDTHS):
            self.look(f"{path}/index.html", width=width)
            charts = self.driver.find_elements(By.CSS_SELECTOR, "figure svg")
            (chart,) = [one for one in charts if one.is_displayed()]
            labels = self.js(boxes, chart)
            frame = chart.rect
            for a, b in itertools.combinations(labels, 2):
                apart = a[2] <= b[0] or b[2] <= a[0] or a[3] - 3 <= b[1] or b[3] - 3 <= a[1]
                self.assertTrue(apart, (path, width, a, b))
            for label in labels:
                self.assertLessEqual(label[2], frame["x"] + frame["width"] + 1, (path, width, label))
                self.assertGreaterEqual(label[0], frame["x"] - 1, (path, width, label))

    def test_the_chart_is_drawn_for_each_width(self):
        for width in WIDTHS:
            self.look(width=width)
            charts = self.driver.find_elements(By.CSS_SELECTOR, "figure svg")
            (chart,) = [one for one in charts if one.is_displayed()]
            self.assertGreater(chart.size["width"], width / 2 - 10)
            ways = "return [...arguments[0].querySelectorAll('path')].map(p => p.getBBox().width)"
            self.assertTrue(all(way > 0 for way in self.js(ways, chart)))
            self.assertIn("40 needed", chart.text)

    def test_the_page_is_whole_without_script(self):
        self.look(script=False)
        rows = self.driver.find_elements(By.CSS_SELECTOR, "#participants tbody tr")
        self.assertEqual(66, len(rows))
        self.assertTrue(rows[0].is_displayed() and rows[65].is_displayed())
        self.assertFalse(self.driver.find_element(By.CLASS_NAME, "filters").is_displayed())

    def test_axe_finds_nothing_to_object_to(self):
        for path, (width, scheme) in itertools.product(self.pages(), LOOKS):
            with self.subTest(path=path, width=width, scheme=scheme):
                self.look(path, width=width, scheme=scheme)
                told = objections(self.driver)
                self.assertEqual([], told, json.dumps(told, indent=1))
