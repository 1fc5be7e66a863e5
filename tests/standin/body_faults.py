"""Faults in the bytes of a good answer: each takes the body and the form ("html" or "xml") and
gives the damaged body."""

import re

import pages_of_faults as ours


def half_page(body, form):
    return body[: len(body) // 2]


def half_row(body, form):
    """The table ends within its tenth-last row, and the document with it closed as if whole."""
    row, end = (b"<tr class=", b"</table></form></body></html>")
    if form == "xml":
        row, end = (b"<Row>", b"</Rows></Tbody></TGroup></Table></Participants></Document>")
    starts = [found.start() for found in re.finditer(re.escape(row), body)]
    return body[: starts[-10] + 60] + end if len(starts) > 10 else half_page(body, form)


_TABLE = {
    "html": rb'<table id="[^"]*tblgrid".*?</table>',
    "xml": rb"<Participants>.*?</Participants>",
}


def table_twice(body, form):
    return re.sub(_TABLE[form], lambda found: found.group() * 2, body, count=1, flags=re.S)


def second_table(body, form):
    """Before the participants' table one with the same head and other rows."""

    def doubled(found):
        table = found.group()
        row = rb"<tr class=\"trB.*</tr>" if form == "html" else rb"<Rows>.*</Rows>"
        ours = (
            b'<tr class="trBGGrey"><td>Tuvalu<br></td><td>1 Jan\t 2001<br></td>'
            b"<td>2 Feb\t 2002<br></td></tr>"
            if form == "html"
            else b"<Rows><Row><Entry>Tuvalu</Entry><Entry>1 Jan 2001</Entry>"
            b"<Entry>2 Feb 2002</Entry></Row></Rows>"
        )
        return re.sub(row, lambda _: ours, table, count=1, flags=re.S) + table

    return re.sub(_TABLE[form], doubled, body, count=1, flags=re.S)


def byte_order_mark(body, form):
    return b"\xef\xbb\xbf" + body


def utf_16(body, form):
    return body.decode("utf-8" if form == "html" else "iso-8859-1").encode("utf-16")


def double_encoding(body, form):
    """Each byte taken for a character of Latin-1 and encoded again: "CÃ´te d'Ivoire"."""
    return body.decode("latin-1").encode("utf-8")


def replacement_characters(body, form):
    return re.sub(rb"[\x80-\xff]+", b"\xef\xbf\xbd" if form == "html" else b"?", body)


def control_characters(body, form):
    """The damage that the real XML has; no page was seen with it."""
    if form == "html":
        return body
    return body.replace(b"d'Ivoire", b"d\x19Ivoire").replace(b"People's", b"People\x19s")


def nul_bytes(body, form):
    return b"\0".join(body[i : i + 997] for i in range(0, len(body), 997))


def bare_ampersand(body, form):
    return body.replace(b"stand-in of the", b"stand-in & friend of the")


def garbled(body, form):
    """Tags that do not match, all through the table."""
    return body.replace(b"</Entry>", b"</Enter>").replace(b"</td>", b"<td></tr>")


def state_fields_only(body, form):
    return re.sub(rb'value="[A-Za-z0-9+/]{40,}=*"', b'value="AAAA"', body)


def empty_body(body, form):
    return b""


def blanks_only(body, form):
    return b"\r\n \t\r\n"


def too_large(body, form):
    return body + b"<!-- " + b"x" * (32 << 20) + b" -->"


def too_deep(body, form):
    deep = b"<div>" * 200_000
    return body.replace(b"<form ", deep + b"<form ").replace(b"<Participants>", deep)


def error_page(body, form):
    return ours.ERROR


def maintenance_page(body, form):
    return ours.MAINTENANCE


def not_found_page(body, form):
    return ours.NOT_FOUND


def login_shell(body, form):
    return ours.LOGIN


def script_shell(body, form):
    return ours.SCRIPT_SHELL


def json_error(body, form):
    return b'{"error": "unavailable"}'
