"""config/nginx.conf in front of the service: readers reach /s/ by it, and nothing else."""

import re
import socket
import urllib.error
import urllib.parse
import urllib.request

from published import Published
from running import Mailbox, until

ANNA = "anna@ngo.example"


class Behind(Published):
    numbers = ("XVIII-16",)

    def setUp(self):
        self.mailbox = Mailbox(self.folder / "mails")

    def ask(self, path, form=None, method=None):
        """(status, headers, text) of one request over TCP, as a reader's."""
        body = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(f"{self.address}{path}", body, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers, answer.read().decode()

    def raw(self, path):
        """The status of a request whose path no client has tidied."""
        host = urllib.parse.urlsplit(self.address)
        with socket.create_connection((host.hostname, host.port)) as connection:
            request = f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            connection.sendall(request.encode())
            answer = connection.makefile("rb").read().decode()
        return int(answer.split()[1]), answer

    def subscribed(self):
        """The path by which Anna leaves, as her notice has it."""
        self.daemon.ctl("subscribe", ANNA)
        mail = self.mailbox.mails(ANNA)[-1]
        text = mail.get_body(("plain",)).get_content()
        path = re.search(re.escape(self.address) + r"(/s/[\w-]{43})", text)[1]
        self.assertEqual(200, self.ask(path)[0])
        self.assertEqual(200, self.ask(path, {"confirm": "yes"})[0])
        self.deposit("Algeria", "2025-12-03")
        self.poll()
        until(lambda: len(self.mailbox.mails(ANNA)) > 1, "the notice comes")
        return self.mailbox.mails(ANNA)[-1]

    def test_a_reader_confirms_is_told_and_leaves_by_one_click(self):
        notice = self.subscribed()
        self.assertEqual("List-Unsubscribe=One-Click", notice["List-Unsubscribe-Post"])
        address = re.search(r"<(http[^>]*)>", "".join(notice["List-Unsubscribe"].split()))[1]
        self.assertTrue(address.startswith(f"{self.address}/s/"))
        path = address.removeprefix(self.address)
        status, headers, page = self.ask(path)
        self.assertEqual(200, status)
        self.assertIn("Do you want to leave?", page)
        self.assertEqual(200, self.ask(path)[0], "looking changes nothing")
        # RFC 8058: one POST, no cookie, no other field.
        self.assertEqual(200, self.ask(path, {"List-Unsubscribe": "One-Click"})[0])
        before = len(self.mailbox.mails(ANNA))
        self.deposit("Angola", "2025-12-03")
        self.poll()
        self.assertEqual(before, len(self.mailbox.mails(ANNA)))

    def test_nothing_but_s_is_forwarded_however_the_path_is_written(self):
        for path in (
            "/v1/status",
            "/v1/subscribers",
            "/metrics",
            "/s/../v1/status",
            "/s/%2e%2e/v1/status",
            "/s/..%2fv1%2fstatus",
            "/s/x/../../v1/status",
            "/v1/../s/../v1/status",
            "/s//../v1/status",
            "//v1/status",
        ):
            status, answer = self.raw(path)
            self.assertNotIn("last_good_check", answer, path)
            self.assertIn(status, (400, 403, 404), path)
        self.assertIn(self.ask("/v1/poll", {"x": "y"})[0], (404, 405))
        self.assertIn(self.ask("/s/", method="DELETE")[0], (403, 405))

    def test_a_path_that_is_tidied_into_s_is_a_page_of_s(self):
        status, answer = self.raw("/v1/../s/nothing")
        self.assertEqual(404, status)
        self.assertIn("There is nothing here", answer)

    def test_pages_and_forms_have_the_headers_that_keep_them_safe(self):
        for path in ("/", "/XVIII-16/", "/fr/XVIII-16/index.html", "/nothing", "/s/nothing"):
            status, headers, _ = self.ask(path)
            self.assertEqual("nosniff", headers["X-Content-Type-Options"], path)
            self.assertEqual(["no-referrer"], headers.get_all("Referrer-Policy"), path)
            (policy,) = headers.get_all("Content-Security-Policy")
            self.assertIn("default-src 'none'", policy, path)
            self.assertIn("frame-ancestors 'none'", policy, path)
            self.assertNotIn("http", policy, path)
        self.assertIn("form-action 'self'", policy)
        self.assertEqual("*", self.ask("/data/treaties.json")[1]["Access-Control-Allow-Origin"])
