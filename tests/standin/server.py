#!/usr/bin/env -S /usr/bin/python3 -B
"""A stand-in of the UN Treaty Collection on loopback, written from facts.

    server.py --treaty XVIII-12 [--treaty …] [--day 2003-07-01] [--log FILE] [--tls DIR]

prints one line, "http://127.0.0.1:PORT", when it listens. It serves

    /Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XVIII-12&chapter=18&clang=_en
    /Pages/Treaties.aspx?id=18&subid=A&clang=_en
    /doc/Publication/MTDSG/Volume%20II/Chapter%20XVIII/XVIII-12.en.xml

as they would have read on the day; like the real site it answers 200 with a "not found" page where
src=TREATY is missing, sends the page without a validator and the XML with ETag and Last-Modified.

GET /__control answers {"day", "faults", "requests"}; POST /__control takes an object with any of
    "day": "2003-07-01"                   the day on which the record is read
    "put": {"treaty", "participant", …}   see Treaty.put: adds or changes a row
    "remove": {"treaty", "participant"}   a row that was never there
    "eif": {"treaty", "date", "printed"}  what the depositary prints, and from when; null: nothing
    "declare": {"treaty", "participant", "text", "since"}
    "fault": {"name", "requests", "form", "treaty"}   see faults.py; requests: how many (absent:
                                          until cleared), form: "html" or "xml" (absent: both)
    "clear": true                         no more faults
    "swap": ["XVIII-12", "XVIII-16"]      each at the other's address; [] ends it
    "dates": "staged" or "real"           whether the Date header follows the day (it does) or not
"""

import argparse
import email.utils
import gzip
import hashlib
import json
import ssl
import sys
import threading
import time
import traceback
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock_time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import faults
import page
import pages_of_faults
import xml_form
from answer_faults import Answer
from collection import Treaty, copy_of
from tls import server_context

PAGE = "/pages/viewdetails.aspx"
LIST = "/pages/treaties.aspx"
MODES = ("staged", "real")
NOON = clock_time(12)  # UTC: the same day at UN Headquarters


class State:
    """All that the stand-in knows; every method is called with `lock` held."""

    def __init__(self, numbers, day):
        self.lock = threading.Lock()
        self.treaties = {number: Treaty.load(number) for number in numbers}
        self.day = day
        self.dates = "staged"
        self.requests = 0
        self.elsewhere = {}  # what is served at a number's address, where it is another
        self.faults = []  # {"fault", "left", "form", "treaty", "turn"}

    def describe(self):
        active = [
            {key: f[key] for key in ("form", "treaty", "left", "turn")} | {"name": f["fault"].name}
            for f in self.faults
        ]
        return {"day": self.day.isoformat(), "faults": active, "requests": self.requests}

    def control(self, order):
        """Does what the object says; KeyError, ValueError or TypeError when it says nonsense."""
        known = {"day", "put", "remove", "eif", "declare", "fault", "clear", "dates", "swap"}
        if unknown := set(order) - known:
            raise KeyError(f"unknown: {', '.join(sorted(unknown))}")
        if "day" in order:
            self.day = date.fromisoformat(order["day"])
        if "swap" in order:
            pair = order["swap"]
            self.elsewhere = dict(zip(pair, reversed(pair)))
        if "dates" in order:
            self.dates = MODES[MODES.index(order["dates"])]
        if put := order.get("put"):
            self.treaties[put.pop("treaty")].put(**put)
        if remove := order.get("remove"):
            self.treaties[remove["treaty"]].remove(remove["participant"])
        if eif := order.get("eif"):
            words = self.treaties[eif.pop("treaty")].entry_into_force
            for key, value in eif.items():
                words.pop(key, None)
                if value:
                    words[key] = value if key == "clause" else date.fromisoformat(value)
        if said := order.get("declare"):
            since = date.fromisoformat(said["since"])
            treaty = self.treaties[said["treaty"]]
            treaty.declarations.append((said["participant"], said["text"], since))
        if order.get("clear"):
            self.faults.clear()
        if wanted := order.get("fault"):
            self.faults.append(
                {
                    "fault": faults.BY_NAME[wanted["name"]],
                    "left": wanted.get("requests"),
                    "form": wanted.get("form") or faults.BY_NAME[wanted["name"]].form,
                    "treaty": wanted.get("treaty"),
                    "turn": 0,
                }
            )

    def faults_for(self, number, form):
        """The faults that this request meets, with the turn of each; uses them up."""
        met = []
        for active in self.faults:
            if active["form"] in (None, form) and active["treaty"] in (None, number):
                active["turn"] += 1
                met.append((active["fault"], active["turn"]))
                if active["left"] is not None:
                    active["left"] -= 1
        self.faults = [f for f in self.faults if f["left"] is None or f["left"] > 0]
        return met


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "stand-in"
    sys_version = ""
    disable_nagle_algorithm = True

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/__control":
            with self.server.state.lock:
                return self.send_json(200, self.server.state.describe())
        answer, met = self.answer_for(url)
        self.server.log(self, answer.status, [fault.name for fault, _ in met])
        try:
            self.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_HEAD = do_GET

    def do_POST(self):
        text = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/__control":
            return self.send_json(404, {"error": "only /__control takes orders"})
        try:
            with self.server.state.lock:
                self.server.state.control(json.loads(text))
                answer = self.server.state.describe()
        except (KeyError, ValueError, TypeError) as error:
            return self.send_json(400, {"error": f"{type(error).__name__}: {error}"})
        self.send_json(200, answer)

    def answer_for(self, url):
        """The answer and the faults that went into it."""
        state = self.server.state
        html = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "private"}
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        if url.path.lower() == LIST:
            with state.lock:
                return Answer(200, html, page.render_list(state.treaties.values(), query)), []
        if url.path.lower() == PAGE:
            number, form = query.get("mtdsg_no"), "html"
        else:
            number, form = unquote(url.path).split("/")[-1].removesuffix(".en.xml"), "xml"
        with state.lock:
            treaty = state.treaties.get(state.elsewhere.get(number, number))
            if treaty is None or (form == "xml" and url.path != xml_form.path_of(number)):
                status = 200 if form == "html" else 404
                return Answer(status, html, pages_of_faults.NOT_FOUND), []
            if form == "html" and query.get("src") != "TREATY":
                return Answer(200, html, pages_of_faults.NOT_FOUND), []
            state.requests += 1
            request, day = state.requests, state.day
            met = state.faults_for(number, form)
            for fault, turn in met:
                if fault.where == "copy":
                    day = fault.act(day, turn)
            document = copy_of(treaty.at(day))

        for fault, turn in met:
            if fault.where == "record" and document.rows:
                fault.act(document, turn)
        if form == "html":
            answer = Answer(200, html, page.render(document, request))
        else:
            answer = Answer(200, {"Content-Type": "text/xml"}, xml_form.render(document))
            noon = datetime.combine(day, NOON, timezone.utc)
            tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
            answer.headers |= {"ETag": tag, "Last-Modified": self.http_date(noon)}
            if not met and self.headers.get("If-None-Match") == tag:
                answer.status, answer.body = 304, b""
        for fault, turn in met:
            if fault.where == "body":
                answer.body = fault.act(answer.body, form)
                answer.headers.pop("ETag", None)
        if answer.body and "gzip" in self.headers.get("Accept-Encoding", ""):
            if not any(fault.where == "answer" for fault, _ in met):
                answer.headers["Content-Encoding"] = "gzip"
                answer.body = gzip.compress(answer.body, 1)
        here = f"{self.server.address}{self.path}"
        for fault, turn in met:
            if fault.where == "answer":
                fault.act(answer, turn, here)
        return answer, met

    @staticmethod
    def http_date(moment, offset=0):
        return email.utils.format_datetime(moment + timedelta(days=offset), usegmt=True)

    def send(self, answer):
        if answer.pace == "close":
            self.close_connection = True
            return
        if answer.pace == "hang":
            self.server.released.wait()
            self.close_connection = True
            return
        state = self.server.state
        moment = datetime.now(timezone.utc)
        if state.dates == "staged":
            moment = datetime.combine(state.day, NOON, timezone.utc)
        self.send_response_only(answer.status)
        self.send_header("Date", self.http_date(moment, answer.day_offset))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.pace == "chunks":
            self.send_header("Transfer-Encoding", "chunked")
        elif answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body) + answer.claimed))
        self.end_headers()
        if self.command == "HEAD" or answer.status == 304:
            return
        if answer.claimed:
            self.close_connection = True
        if answer.pace == "chunks":
            half = answer.body[: len(answer.body) // 2]
            self.wfile.write(b"%x\r\n" % len(answer.body) + half)
            self.close_connection = True
        elif answer.pace == "cut":
            self.wfile.write(answer.body[: len(answer.body) // 2])
            self.close_connection = True
        elif answer.pace == "drip":
            for byte in answer.body:
                self.wfile.write(bytes([byte]))
                if self.server.released.wait(1):
                    break
            self.close_connection = True
        else:
            self.wfile.write(answer.body)

    def send_json(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, state, log_file=None, tls=None, port=0):
        super().__init__(("127.0.0.1", port), Handler)
        self.state = state
        self.released = threading.Event()  # set: nobody waits any longer
        self.log_lock = threading.Lock()
        self.log_file = open(log_file, "a", encoding="utf-8") if log_file else None
        scheme = "http"
        if tls:
            scheme = "https"
            context = server_context(tls)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.address = f"{scheme}://127.0.0.1:{self.server_address[1]}"

    def log(self, request, status, names):
        """One JSON object a line: what was asked, with all headers, and what was answered."""
        if not self.log_file:
            return
        line = {
            "at": time.time(),
            "port": request.client_address[1],
            "method": request.command,
            "path": request.path,
            "headers": dict(request.headers.items()),
            "status": status,
            "faults": names,
        }
        with self.log_lock:
            self.log_file.write(json.dumps(line) + "\n")
            self.log_file.flush()

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError)):
            traceback.print_exc()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--treaty", action="append", required=True, help="a number with facts")
    parser.add_argument("--day", type=date.fromisoformat, default=date.today())
    parser.add_argument("--port", type=int, default=0, help="default: any free one")
    parser.add_argument("--log", help="append each request to this file, as JSON")
    parser.add_argument("--tls", metavar="DIR", help="serve https; write ca.pem into DIR")
    options = parser.parse_args()
    server = Server(State(options.treaty, options.day), options.log, options.tls, options.port)
    print(server.address, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.released.set()


if __name__ == "__main__":
    main()
