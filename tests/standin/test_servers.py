import http.client
import json
import pathlib
import smtplib
import ssl
import tempfile
import unittest
import urllib.error
import urllib.request

import run_beside

UNTOC = "XVIII-12"
PAGE = "/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XVIII-12&chapter=18&clang=_en"
XML = "/doc/Publication/MTDSG/Volume%20II/Chapter%20XVIII/XVIII-12.en.xml"
MAIL = b"Subject: news\r\nMessage-ID: <1@treatyd.example>\r\n\r\nA State has signed.\r\n"


class TheCollection(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.log = self.folder / "requests"
        self.standin = self.enterContext(
            run_beside.collection(UNTOC, day="2003-07-01", log=self.log)
        )

    def get(self, path, **headers):
        return urllib.request.urlopen(
            urllib.request.Request(self.standin.address + path, headers=headers)
        )

    def test_serves_both_forms_of_the_day(self):
        self.assertIn(b"STATUS AS AT : 01-07-2003", self.get(PAGE).read())
        self.assertIn(b"<Parties>40</Parties>", self.get(XML).read())
        self.standin.control(day="2003-06-30")
        self.assertIn(b"<Parties>39</Parties>", self.get(XML).read())

    def test_answers_200_and_not_found_to_an_address_without_its_source(self):
        answer = self.get(PAGE.replace("src=TREATY&", ""))
        self.assertEqual(200, answer.status)
        self.assertNotIn(b"tblgrid", answer.read())

    def test_answers_304_to_the_validator_of_the_xml(self):
        tag = self.get(XML).headers["ETag"]
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.get(XML, **{"If-None-Match": tag})
        self.assertEqual(304, refused.exception.code)
        self.standin.control(day="2003-06-30")
        self.assertEqual(200, self.get(XML, **{"If-None-Match": tag}).status)

    def test_commits_a_fault_in_one_form_for_as_many_requests_as_told(self):
        self.standin.fault("server-error", requests=1, form="xml")
        self.assertEqual(200, self.get(PAGE).status)
        with self.assertRaises(urllib.error.HTTPError):
            self.get(XML)
        self.assertEqual(200, self.get(XML).status)
        self.standin.fault("connection-cut")
        with self.assertRaises(http.client.IncompleteRead):
            self.get(PAGE).read()
        self.assertEqual([], self.standin.control(clear=True)["faults"])

    def test_takes_changes_of_rows(self):
        self.standin.control(put={"treaty": UNTOC, "participant": "Tuvalu"}, day="2003-07-02")
        self.standin.control(
            put={"treaty": UNTOC, "participant": "Tuvalu", "action": "2003-05-05"}
            | {"action_published": "2003-07-02", "kind": "accession"}
        )
        self.assertIn(b"<Entry>5 May 2003 a</Entry>", self.get(XML).read())

    def test_logs_what_it_was_asked(self):
        self.get(PAGE, **{"User-Agent": "a test"}).read()
        line = json.loads(self.log.read_text().splitlines()[-1])
        self.assertEqual(("GET", PAGE, 200), (line["method"], line["path"], line["status"]))
        self.assertEqual("a test", line["headers"]["User-Agent"])

    def test_refuses_an_order_that_it_does_not_know(self):
        for order in ({"dya": "2003-07-01"}, {"fault": {"name": "no-such-fault"}}):
            with self.assertRaises(urllib.error.HTTPError):
                self.standin.control(**order)

    def test_speaks_tls_with_a_certificate_that_nobody_trusts(self):
        with run_beside.collection(UNTOC, day="2003-07-01", tls=self.folder / "tls") as secure:
            with self.assertRaises(urllib.error.URLError):
                urllib.request.urlopen(secure.address + PAGE)
            trust = ssl.create_default_context(cafile=self.folder / "tls" / "ca.pem")
            answer = urllib.request.urlopen(secure.address + PAGE, context=trust)
            self.assertEqual(200, answer.status)


class TheMailSink(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.mode = self.folder / "mode"

    def sink(self, *options):
        arguments = ("--folder", self.folder / "mails", "--mode", self.mode, *options)
        address = self.enterContext(run_beside.process("mail_sink.py", *arguments))
        client = smtplib.SMTP("127.0.0.1", int(address.split(":")[1]))
        self.addCleanup(client.close)
        return client

    def send(self, client):
        return client.sendmail("treatyd@treatyd.example", ["reader@ngo.example"], MAIL)

    def mails(self):
        return sorted((self.folder / "mails").glob("*.eml"))

    def test_keeps_what_it_accepts(self):
        self.send(self.sink())
        (mail,) = self.mails()
        self.assertIn(b"X-Envelope-To: reader@ngo.example\r\nSubject: news\r\n", mail.read_bytes())

    def test_refuses_for_now_and_for_ever(self):
        client = self.sink()
        for mode, error in (("4xx", smtplib.SMTPDataError), ("5xx", smtplib.SMTPRecipientsRefused)):
            self.mode.write_text(mode)
            with self.assertRaises(error):
                self.send(client)
        self.assertEqual([], self.mails())
        self.assertEqual(2, len((self.folder / "mails" / "log").read_text().splitlines()))

    def test_keeps_a_mail_and_drops_the_connection_before_the_answer(self):
        self.mode.write_text("accept-then-drop")
        with self.assertRaises(smtplib.SMTPServerDisconnected):
            self.send(self.sink())
        self.assertEqual(1, len(self.mails()))

    def test_wants_tls_and_a_login_where_told(self):
        client = self.sink("--tls", self.folder / "tls", "--auth", "treatyd:secret")
        with self.assertRaises(smtplib.SMTPException):
            self.send(client)
        client.starttls(context=ssl.create_default_context(cafile=self.folder / "tls" / "ca.pem"))
        with self.assertRaises(smtplib.SMTPAuthenticationError):
            client.login("treatyd", "wrong")
        client.login("treatyd", "secret")
        self.send(client)
        self.assertEqual(1, len(self.mails()))
