"""Every fault that the stand-in can commit: one table.

`where` is the stage at which it is done: "copy" serves the record of another day, "record" changes
what it says, so that both forms show it alike; "body" damages the bytes of one form; "answer" changes
how HTTP carries them. `form` is the form that meets it where it is one alone.

`truth` is what a reader owes to the answer:
  kept    the record's facts are all there: they must be read, and nobody is told of a change;
  held    the facts are wrong, or may be: nothing of it may reach a reader at the first sight;
  missing there is no record in the answer: the reading fails, and nothing changes;
  any     the facts are all there and the answer is odd: right to read, right to hold or refuse, as
          long as nobody is told of a change.
"""

import dataclasses
from dataclasses import dataclass
from typing import Callable

import answer_faults as answer
import body_faults as body
import copy_faults as copy
import record_faults as record


@dataclass(frozen=True)
class Fault:
    name: str
    what: str
    where: str
    truth: str
    act: Callable
    form: str | None = None


def _in_one_form(name, of, form, truth):
    """A fault of the table that the other form does not have."""
    return dataclasses.replace(
        next(fault for fault in ALL if fault.name == of), name=name, form=form, truth=truth,
        what=f"in the {form} alone: {next(f for f in ALL if f.name == of).what}",
    )


def _faults(where, module, *rows):
    for what, truth, name in rows:
        yield Fault(name, what, where, truth, getattr(module, name.replace("-", "_")))


ALL = [
    *_faults(
        "copy",
        copy,
        ("a proxy's copy of two months ago", "held", "old-copy"),
        ("that copy at every other request", "any", "old-copy-every-other-time"),
    ),
    *_faults(
        "record",
        record,
        ("the cells of all rows change places, the headings stay", "held", "swapped-columns"),
        ("headings and cells change places together", "kept", "reordered-columns"),
        ("the last column is gone, its heading too", "held", "lost-column"),
        ("the last heading is one that nobody knows", "held", "unknown-heading"),
        ("the table has no rows, the totals stay", "held", "all-rows-gone"),
        ("there is no table, the totals stay", "held", "table-gone"),
        ("ten rows are gone, the totals stay", "held", "ten-rows-gone"),
        ("ten rows are gone, the totals agree", "held", "ten-rows-gone-totals-agree"),
        ("one old row is gone, the totals agree", "held", "one-row-gone"),
        ("one old instrument is gone, its signature stays", "held", "one-act-gone"),
        ("three rows stand there twice", "held", "duplicated-rows"),
        ("every cell is in brackets, the totals stay", "held", "brackets-on-all-rows"),
        ("one old row is in brackets, the totals stay", "held", "brackets-on-one-row"),
        ("no cell has its kind's letter", "held", "kind-letters-lost"),
        ("one signatory too many in the total", "held", "signatories-off-by-one"),
        ("one party too many in the total", "held", "parties-off-by-one"),
        ("no totals are printed", "any", "totals-gone"),
        ("the site's stamp moves at each request", "kept", "stamp-only"),
        ("the site's stamp is a year old", "any", "stamp-of-another-year"),
        ("the notes have other numbers at each request", "kept", "footnotes-renumbered"),
        ("there are no notes", "kept", "footnotes-gone"),
        ("every name carries a new mark", "kept", "footnote-on-every-name"),
        ("States have the names that they took later", "kept", "renames"),
        ("an old row has a name that nobody knows", "held", "unknown-name"),
        ("an old row has the name of a State that has none", "held", "name-of-a-known-state"),
        ("an old row has the name of the next", "held", "name-of-another-row"),
        ("two rows have each other's name", "held", "two-names-exchanged"),
        ("a participant that nobody knows accedes", "held", "unknown-participant"),
        ("the European Union deposits today, the totals agree", "kept", "eu-row"),
        ("a signatory deposits today that never did, the totals agree", "held", "phantom-deposit"),
        ("an old date alternates between two years", "held", "old-date-flapping"),
        ("an old date is one year early", "held", "date-one-year-off"),
        ("an old date is 31 February", "held", "date-31-feb"),
        ("an old date lies in the future", "held", "date-in-the-future"),
        ("the newest deposit is dated tomorrow", "any", "deposit-of-tomorrow"),
        ("a month is misspelt", "held", "month-misspelt"),
        ("a cell has two dates", "held", "two-dates-in-a-cell"),
        ("a cell has words in the place of a date", "held", "words-in-a-cell"),
        ("a cell has a letter that nobody knows", "held", "unknown-letter"),
        ("the rows come in another order", "kept", "rows-in-another-order"),
        ("another treaty's number and title over these rows", "held", "another-treaty"),
        ("another title over these rows, the number stays", "held", "another-title"),
        ("an entry-into-force date that the rule does not give", "held", "eif-printed-wrong"),
        ("nothing is said on entry into force", "any", "eif-gone"),
        ("the page's French form", "held", "in-french"),
    ),
    *_faults(
        "body",
        body,
        ("the document ends in its middle", "held", "half-page"),
        ("the table ends within a row, the document is closed", "held", "half-row"),
        ("the table stands there twice", "any", "table-twice"),
        ("before it another of the same head", "held", "second-table"),
        ("a byte order mark before the document", "any", "byte-order-mark"),
        ("UTF-16", "any", "utf-16"),
        ("text encoded twice", "held", "double-encoding"),
        ("every letter outside of ASCII is replaced", "held", "replacement-characters"),
        ("in the XML, apostrophes cut to a control character", "kept", "control-characters"),
        ("NUL bytes within the text", "any", "nul-bytes"),
        ("a bare ampersand in the text", "kept", "bare-ampersand"),
        ("tags that do not match, all through the table", "held", "garbled"),
        ("in the page, other state fields, the record as it was", "kept", "state-fields-only"),
        ("no byte at all", "missing", "empty-body"),
        ("blanks and nothing else", "missing", "blanks-only"),
        ("32 MiB of a comment after the record", "missing", "too-large"),
        ("200 000 nested elements before the record", "missing", "too-deep"),
        ("an error page with status 200", "missing", "error-page"),
        ("a maintenance page with status 200", "missing", "maintenance-page"),
        ("the site's own page for a wrong address, status 200", "missing", "not-found-page"),
        ("a form to sign in", "missing", "login-shell"),
        ("a page that wants a script to run", "missing", "script-shell"),
        ("a JSON object", "missing", "json-error"),
    ),
    *_faults(
        "answer",
        answer,
        ("304 whatever was asked, for ever", "missing", "always-304"),
        ("a redirect to itself", "missing", "redirect-loop"),
        ("a redirect to another host", "missing", "redirect-elsewhere"),
        ("a redirect without an address", "missing", "redirect-to-nothing"),
        ("403", "missing", "forbidden"),
        ("410", "missing", "gone"),
        ("404", "missing", "not-found"),
        ("429 with Retry-After: 120", "missing", "too-many-requests"),
        ("500", "missing", "server-error"),
        ("503 with a Retry-After in 2049", "missing", "unavailable"),
        ("one byte a second", "missing", "slow-drip"),
        ("the connection stays open, no byte comes", "missing", "no-answer"),
        ("the connection is cut in the body's middle", "missing", "connection-cut"),
        ("a body in chunks is cut in its middle", "missing", "chunks-cut"),
        ("Content-Length promises 1000 bytes too many", "missing", "length-too-long"),
        ("Content-Length names half of the body", "held", "length-too-short"),
        ("a header of 1 MiB", "missing", "huge-header"),
        ("the connection is closed before the first byte", "missing", "connection-closed"),
        ("gzip that ends in its middle", "missing", "cut-gzip"),
        ("called gzip, and is not", "missing", "false-gzip"),
        ("64 MiB of blanks in a small gzip", "missing", "gzip-bomb"),
        ("called application/octet-stream", "any", "wrong-content-type"),
        ("called koi8-r", "any", "wrong-charset"),
        ("the server's clock is a day behind", "any", "date-behind"),
        ("the server's clock is a day ahead", "any", "date-ahead"),
    ),
]
ALL += [
    _in_one_form("eif-wrong-on-the-page", "eif-printed-wrong", "html", "held"),
    _in_one_form("old-xml", "old-copy", "xml", "any"),
    _in_one_form("phantom-deposit-on-the-page", "phantom-deposit", "html", "any"),
]
BY_NAME = {fault.name: fault for fault in ALL}


if __name__ == "__main__":
    for fault in ALL:
        print(f"{fault.name:28} {fault.where:7} {fault.truth:8} {fault.what}")
