import re

from running import READER, WithDaemon

SPANISH = "lectora@ngo.example"


class InTheReadersLanguage(WithDaemon):
    def more_config(self):
        return f'[[subscriber]]\nname = "lectora"\nmail = "{SPANISH}"\nlanguage = "es"\n'

    def notice(self, address):
        (mail,) = self.mailbox.mails(address)
        text = mail.get_body(("plain",)).get_content()
        return mail, re.sub(r"\s+", " ", text), mail.get_body(("html",)).get_content()

    def test_a_deposit_is_told_to_each_in_the_own_language_and_recorded_in_english(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("European Union", "2025-12-02", "approval")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        mail, text, html = self.notice(SPANISH)
        self.assertEqual("es", mail["Content-Language"])
        self.assertIn('<html lang="es">', html)
        self.assertEqual(
            "Primero de los 40 instrumentos necesarios (Qatar) – Convención de las"
            " Naciones Unidas contra la Ciberdelincuencia",
            mail["Subject"],
        )
        self.assertIn("Qatar: depósito del instrumento de ratificación el 2 de diciembre", text)
        self.assertIn("el instrumento de una organización no se añade a los de sus Estados", text)
        self.assertIn("1 instrumento de 40; faltan 39.", text)
        self.assertIn("(último depósito: Qatar)", text)
        self.assertIn("Unión Europea: Parte según el registro, pero sin contar", text)
        self.assertIn("Traducción no revisada por un traductor.", text)
        _, english, _ = self.notice(READER)
        self.assertIn("Qatar deposited its instrument of ratification", english)
        told = self.daemon.ask("events")["events"]
        self.assertIn("European Union deposited its instrument of approval", told[0]["text"])
        self.assertEqual([], self.daemon.differences())

    def test_a_digest_can_be_asked_for_in_a_language(self):
        self.daemon.poll()
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.daemon.poll()
        issue = self.daemon.ctl("digest", "--lang", "fr", "--format", "md").stdout
        self.assertIn("Un instrument a été déposé\u202f: Qatar (ratification, 2 décembre 2025).", issue)
        self.assertIn("One instrument was deposited: Qatar", self.daemon.ctl("digest").stdout)
        made = self.daemon.ctl("digest", "--newsletter", "carta", "--lang", "es").stdout
        self.assertIn("Se depositó un instrumento: Qatar", made)
        self.assertEqual(2, self.daemon.ctl("digest", "--lang", "xx", check=False).returncode)
