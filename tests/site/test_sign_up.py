"""The pages by which readers come and go, in a browser behind config/nginx.conf."""

import itertools
import json
import re
import urllib.parse

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from published import Published, browser, invalid, look, objections, requests
from running import Mailbox, until

LOOKS = ((320, "dark"), (1200, "light"))
ANNA = "anna@ngo.example"


class SignUp(Published):
    numbers = ("XVIII-16", "XVIII-12")

    @classmethod
    def configured(cls, config):
        return config.replace("[mail]", "[mail]\nsign_up = true", 1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.driver = cls.enterClassContext(browser())
        cls.mailbox = Mailbox(cls.folder / "mails")

    def see(self, words):
        """Waits until the page says so."""
        shown = "return document.querySelector('main')?.innerText ?? ''"
        until(lambda: words in self.driver.execute_script(shown), words)

    def press(self):
        self.driver.find_element(By.CSS_SELECTOR, "main button").click()

    def link(self, words):
        """The path under /s/ in Anna's last mail, which the text has after `words`."""
        text = self.mailbox.mails(ANNA)[-1].get_body(("plain",)).get_content()
        return re.search(words + r"\s+" + re.escape(self.address) + r"(/s/[\w-]{43})", text)[1]

    def test_a_reader_signs_up_confirms_and_leaves_in_their_language(self):
        self.driver.get_log("browser")
        requests(self.driver)
        look(self.driver, f"{self.address}/s/")
        self.driver.find_element(By.LINK_TEXT, "Français").click()
        self.driver.find_element(By.ID, "mail").send_keys(ANNA)
        self.driver.find_element(By.CSS_SELECTOR, 'input[value="XVIII-16"]').click()
        Select(self.driver.find_element(By.ID, "when")).select_by_visible_text("chaque semaine")
        self.press()
        self.see("Consultez votre messagerie")
        look(self.driver, f"{self.address}{self.link('bouton :')}")
        self.see("tous les événements pour XVIII-16, chaque lundi à 8 h")
        self.press()
        self.see("Abonnement confirmé")
        look(self.driver, f"{self.address}{self.link('bouton :')}")
        # Whose link it was is not kept: the page is in the browser's own language.
        self.see("no longer valid")
        hosts = {urllib.parse.urlsplit(url).netloc for url in requests(self.driver)}
        self.assertEqual({urllib.parse.urlsplit(self.address).netloc}, hosts)
        # A page that is gone answers 404, which the browser logs.
        errors = [one for one in self.driver.get_log("browser") if "404" not in one["message"]]
        self.assertEqual([], errors)

    def test_the_pages_are_valid_and_axe_finds_nothing_to_object_to(self):
        self.daemon.ctl("subscribe", "b@ngo.example", "--language", "es")
        text = self.mailbox.mails("b@ngo.example")[-1].get_body(("plain",)).get_content()
        link = re.search(re.escape(self.address) + r"(/s/[\w-]{43})", text)[1]
        pages = [f"{path}?language={code}" for path in ("/s/", link) for code in ("en", "fr", "es")]
        kept = []
        for path, (width, scheme) in itertools.product(pages, LOOKS):
            with self.subTest(path=path, width=width, scheme=scheme):
                look(self.driver, self.address + path, width=width, scheme=scheme)
                told = objections(self.driver)
                self.assertEqual([], told, json.dumps(told, indent=1))
                wide = "return document.documentElement.scrollWidth"
                self.assertLessEqual(self.driver.execute_script(wide), width)
        for number, path in enumerate(pages):
            kept.append(self.folder / f"page-{number}.html")
            kept[-1].write_bytes(self.fetch(path.removeprefix("/")))
        told = invalid(kept)
        self.assertEqual([], told, "\n".join(told[:20]))
