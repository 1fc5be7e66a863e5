"""The public pages in a browser: nothing breaks, nothing leaves the host, everybody can use them."""

import itertools
import json
import urllib.parse

from selenium.webdriver.common.by import By

from published import Read, browser, look, node_module, requests

WIDTHS = (390, 1200)
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
        axe = (node_module("axe-core") / "axe.min.js").read_text(encoding="utf-8")
        for path, (width, scheme) in itertools.product(self.pages(), LOOKS):
            with self.subTest(path=path, width=width, scheme=scheme):
                self.look(path, width=width, scheme=scheme)
                self.js(axe)
                found = self.driver.execute_async_script(
                    "axe.run({resultTypes: ['violations']}).then(arguments[0])"
                )
                told = [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]
                self.assertEqual([], told, json.dumps(told, indent=1))
                self.assertGreater(len(found["passes"]), 10)
