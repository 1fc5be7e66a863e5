"""Eighteen deposits on one day, as at a treaty event of the depositary's: one notice."""

import json
import re
import subprocess

from running import READER, ROOT, WithDaemon, until

STATES = (
    "Qatar", "Azerbaijan", "Albania", "Algeria", "France", "Germany", "Ghana", "Greece", "Iceland",
    "Italy", "Kenya", "Latvia", "Luxembourg", "Malta", "Mexico", "Monaco", "Norway", "Peru",
)
ROOMS = ("slack", "mattermost", "discord", "ntfy")


class EighteenDeposits(WithDaemon):
    def receiver(self, name):
        """An HTTP server; its port, and what came: a list of requests as JSON."""
        log = open(self.folder / name, "w+", encoding="utf-8")
        self.addCleanup(log.close)
        command = ["/usr/bin/python3", "-B", ROOT / "tests/notify/chat_receiver.py"]
        running = subprocess.Popen(list(map(str, command)), stdout=log)
        self.addCleanup(running.wait)
        self.addCleanup(running.kill)
        path = self.folder / name
        port = until(lambda: path.read_text(encoding="utf-8").partition("\n")[0], "the receiver")
        return port, lambda: [json.loads(l) for l in path.read_text(encoding="utf-8").splitlines()[1:]]

    def more_config(self):
        port, self.said = self.receiver("rooms")
        hooks, self.posted = self.receiver("hooks")
        key = self.folder / "key"
        key.write_text("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", encoding="ascii")
        self.lines = self.folder / "lines"
        script = self.folder / "tell"
        script.write_text(f"#!/bin/sh\ncat >>{self.lines}\n", encoding="utf-8")
        script.chmod(0o755)
        config = f"""
            [[subscriber]]
            name = "crm"
            webhook = "http://127.0.0.1:{hooks}/crm"
            secret_file = "{key}"
            allow_private = true
            [[subscriber]]
            name = "script"
            command = ["{script}"]
        """
        for room in ROOMS:
            config += f"""
                [[subscriber]]
                name = "{room}"
                webhook = "http://127.0.0.1:{port}/{room}"
                format = "{room}"
                allow_private = true
            """
        for code in ("fr", "es"):
            config += f'\n[[subscriber]]\nname = "{code}"\nmail = "{code}@ngo.example"\nlanguage = "{code}"\n'
        return config

    def amended(self, config):
        return config.replace("[mail]", '[mail]\nunsubscribe = "leave@treatyd.example"')

    def setUp(self):
        super().setUp()
        self.daemon.poll()
        self.set_day("2025-12-03")
        for name in STATES:
            self.deposit(name, "2025-12-02")
        self.daemon.poll()
        if not self.mailbox.mails(READER):  # so many at once are looked at twice
            self.daemon.poll()

    def test_become_one_mail_in_each_language(self):
        for address, subject in (
            (READER, "18 instruments deposited for the UN Convention against Cybercrime (18 of 40)"),
            ("fr@ngo.example", "18 instruments déposés (18 sur 40) – Convention des Nations Unies"),
            ("es@ngo.example", "18 instrumentos depositados (18 de 40) – Convención de las Naciones"),
        ):
            (mail,) = self.mailbox.mails(address)
            text = mail.get_body(("plain",)).get_content()
            self.assertTrue(mail["Subject"].startswith(subject), mail["Subject"])
            told = text.partition("\n- ")[0]  # the count, once
            self.assertEqual(1, told.count("40"), told)
            self.assertLess(len(mail["Subject"]), 200)
            listed = re.findall(r"^- .+, .*2025", text, re.MULTILINE)
            self.assertEqual(len(STATES), len(listed), text)
            self.assertEqual(len(STATES), mail.get_body(("html",)).get_content().count("<li"))
            self.assertIn("leave@treatyd.example", mail["List-Unsubscribe"])
            self.assertTrue(mail["Message-ID"].startswith("<XVIII-16."))

    def test_become_one_message_in_each_room(self):
        said = until(lambda: len(self.said()) >= len(ROOMS) and self.said(), "the rooms")
        self.assertEqual(len(ROOMS), len(said))
        for message in said:
            self.assertIn("Luxembourg", json.dumps(message["body"]))

    def test_reach_a_program_one_by_one_in_their_order(self):
        told = [event["id"] for event in self.daemon.ask("events")["events"]]
        lines = self.lines.read_text(encoding="utf-8").splitlines()
        self.assertEqual(told, [json.loads(line)["id"] for line in lines])
        self.assertEqual(told, [post["body"]["id"] for post in self.posted()])
