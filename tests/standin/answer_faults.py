"""Faults in how the answer is given: each changes an Answer in place, knowing how many requests met
the fault (`turn`, from 1) and the address that was asked for."""

import gzip
from dataclasses import dataclass, field


@dataclass
class Answer:
    status: int = 200
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    # whole, drip, hang, cut (half of the body), chunks (the same without a length), close (before
    # any byte)
    pace: str = "whole"
    claimed: int = 0  # bytes that Content-Length promises beyond those that come
    day_offset: int = 0  # of the Date header


def _status(answer, status, text, **headers):
    answer.status = status
    answer.headers = {"Content-Type": "text/html; charset=utf-8"}
    answer.headers |= {name.replace("_", "-"): value for name, value in headers.items()}
    answer.body = f"<html><body><h1>{status} {text}</h1></body></html>".encode()


def always_304(answer, turn, here):
    answer.status, answer.body = 304, b""


def redirect_loop(answer, turn, here):
    _status(answer, 302, "Found", Location=here)


def redirect_elsewhere(answer, turn, here):
    _status(answer, 302, "Found", Location="http://elsewhere.invalid/landing")


def redirect_to_nothing(answer, turn, here):
    _status(answer, 302, "Found")


def forbidden(answer, turn, here):
    _status(answer, 403, "Forbidden")


def gone(answer, turn, here):
    _status(answer, 410, "Gone")


def not_found(answer, turn, here):
    _status(answer, 404, "Not Found")


def too_many_requests(answer, turn, here):
    _status(answer, 429, "Too Many Requests", Retry_After="120")


def server_error(answer, turn, here):
    _status(answer, 500, "Internal Server Error")


def unavailable(answer, turn, here):
    _status(answer, 503, "Service Unavailable", Retry_After="Fri, 31 Dec 2049 23:59:59 GMT")


def slow_drip(answer, turn, here):
    answer.pace = "drip"


def no_answer(answer, turn, here):
    answer.pace = "hang"


def connection_cut(answer, turn, here):
    answer.pace = "cut"


def chunks_cut(answer, turn, here):
    answer.pace = "chunks"


def length_too_long(answer, turn, here):
    answer.claimed = 1000


def length_too_short(answer, turn, here):
    answer.claimed = -(len(answer.body) // 2)


def huge_header(answer, turn, here):
    answer.headers["X-Filler"] = "x" * (1 << 20)


def connection_closed(answer, turn, here):
    answer.pace = "close"


def cut_gzip(answer, turn, here):
    answer.headers["Content-Encoding"] = "gzip"
    packed = gzip.compress(answer.body)
    answer.body = packed[: len(packed) // 2]


def false_gzip(answer, turn, here):
    answer.headers["Content-Encoding"] = "gzip"


def gzip_bomb(answer, turn, here):
    answer.headers["Content-Encoding"] = "gzip"
    answer.body = gzip.compress(b" " * (64 << 20))


def wrong_content_type(answer, turn, here):
    answer.headers["Content-Type"] = "application/octet-stream"


def wrong_charset(answer, turn, here):
    answer.headers["Content-Type"] = answer.headers["Content-Type"].split(";")[0]
    answer.headers["Content-Type"] += "; charset=koi8-r"


def date_behind(answer, turn, here):
    answer.day_offset = -1


def date_ahead(answer, turn, here):
    answer.day_offset = 1
