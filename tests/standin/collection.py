"""The treaties of the stand-in: what the depositary's record of each says on a given day.

A treaty is facts/NUMBER.toml and facts/NUMBER.csv. The days on which its rows were shown are not
known, so they are staged: `staged_lag` gives each act a small delay that is the same in every run.
"""

import csv
import dataclasses
import hashlib
import pathlib
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta

FACTS = pathlib.Path(__file__).parent / "facts"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ROMAN = {"I": 1, "V": 5, "X": 10}
LETTERS = {
    "ratification": "",
    "acceptance": "A",
    "approval": "AA",
    "accession": "a",
    "succession": "d",
    "formal-confirmation": "c",
    "definitive-signature": "s",
    "notification": "n",
}


def chapter_number(number):
    """18 for "XVIII-16"."""
    values = [ROMAN[letter] for letter in number.split("-")[0]]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def cell_date(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def cell_day(cell):
    """The day of a cell that cell_date made, with or without a letter."""
    day, month, year = cell.split(" ")[:3]
    return date(int(year), MONTHS.index(month) + 1, int(day))


def long_date(day):
    return f"{day.day} {day.strftime('%B')} {day.year}"


def staged_lag(number, participant, column):
    """Days between an act and its appearance: none for two acts in three, else one or two."""
    digest = hashlib.sha256(f"{number} {participant} {column}".encode()).digest()
    return timedelta(days=(0, 0, 0, 1, 0, 2)[digest[0] % 6])


@dataclass
class Facts:
    """One participant's acts, each with the day on which the record first shows it."""

    participant: str
    signature: date | None = None
    signature_published: date | None = None
    action: date | None = None
    action_published: date | None = None
    kind: str = ""
    withdrawn: date | None = None  # the row is in brackets from this day on


@dataclass
class Row:
    """A row as the record shows it. Cells are texts such as "1 Jul 2003 a", empty for none."""

    name: str
    marks: list[str]
    cells: list[str]

    def has(self, column):
        cell = self.cells[column] if column < len(self.cells) else ""
        return bool(cell) and "[" not in cell and not cell.endswith(" n")


@dataclass
class Document:
    """What both forms of a treaty's record say on a day; the faults are done to this."""

    number: str
    day: date
    time: str  # of the site's stamp
    chapter_name: str
    title: str
    concluded: str
    eif_label: str
    eif_text: str
    registration: str
    signatories: int | None
    parties: int | None
    headings: list[str]
    rows: list[Row]
    notes: list[tuple[str, str]]
    declarations: list[tuple[str, str]]

    def recount(self):
        """Prints the totals that the rows have: brackets left out, the European Union counted."""
        self.signatories = sum(row.has(0) for row in self.rows) or None
        self.parties = sum(row.has(1) for row in self.rows) or None

    def row(self, name):
        return next((row for row in self.rows if row.name == name), None)


@dataclass
class Treaty:
    number: str
    chapter_name: str
    title: str
    concluded: str
    headings: list[str]
    entry_into_force: dict
    note: list[dict] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    declarations: list[tuple[str, str, date]] = field(default_factory=list)

    @staticmethod
    def load(number):
        """Reads facts/NUMBER.toml and .csv; KeyError when there is no such treaty."""
        path = FACTS / f"{number}.toml"
        if not path.exists():
            raise KeyError(f"no facts about treaty {number} in {FACTS}")
        treaty = Treaty(**tomllib.loads(path.read_text(encoding="utf-8")))
        with open(FACTS / f"{number}.csv", encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                treaty.put(**line)
        return treaty

    def put(self, participant, **changes):
        """Adds a participant or changes its acts: the columns of the CSV, and `published` (a date
        or two), `withdrawn`. Dates are ISO texts; an empty one removes the act."""
        facts = next((f for f in self.facts if f.participant == participant), None)
        if facts is None:
            facts = Facts(participant)
            self.facts.append(facts)
            self.facts.sort(key=lambda f: f.participant.replace("ô", "o"))
        for column in ("signature", "action"):
            if column in changes:
                day = date.fromisoformat(changes[column]) if changes[column] else None
                shown = changes.get(f"{column}_published")
                lag = staged_lag(self.number, participant, column)
                setattr(facts, column, day)
                if day:
                    published = date.fromisoformat(shown) if shown else day + lag
                    setattr(facts, f"{column}_published", published)
        if "kind" in changes:
            facts.kind = changes["kind"]
        if "withdrawn" in changes:
            withdrawn = changes["withdrawn"]
            facts.withdrawn = date.fromisoformat(withdrawn) if withdrawn else None

    def remove(self, participant):
        self.facts = [f for f in self.facts if f.participant != participant]

    def days(self):
        """Every day on which the record changes, in order."""
        found = {self.entry_into_force.get("printed")}
        for facts in self.facts:
            found |= {facts.signature_published if facts.signature else None, facts.withdrawn}
            found |= {facts.action_published if facts.action else None}
        return sorted(found - {None})

    def at(self, day, time="10:15:00"):
        """The record as it reads on a day."""
        rows = []
        for facts in self.facts:
            cells = ["", ""]
            if facts.signature and facts.signature_published <= day:
                cells[0] = cell_date(facts.signature)
            if facts.action and facts.action_published <= day:
                cells[1] = f"{cell_date(facts.action)} {LETTERS[facts.kind]}".rstrip()
            if facts.withdrawn and facts.withdrawn <= day:
                cells = [f"[{cell}]" if cell else "" for cell in cells]
            if any(cells):
                rows.append(Row(facts.participant, [], cells))
        notes = []
        for note in self.note:
            row = next((row for row in rows if row.name == note["participant"]), None)
            if row:
                notes.append((str(len(notes) + 1), note["text"]))
                row.marks.append(notes[-1][0])
        eif = self.entry_into_force
        article = f"article {eif['article']}"
        printed = "printed" in eif and eif["printed"] <= day
        document = Document(
            number=self.number,
            day=day,
            time=time,
            chapter_name=self.chapter_name,
            title=self.title,
            concluded=self.concluded,
            eif_label="Entry into force" if printed else "Not yet in force",
            eif_text=(
                f"{long_date(eif['date'])}, in accordance with {article}."
                if printed
                else eif.get("clause", f"see {article}.")
            ),
            registration=(
                f"{long_date(eif['date'])}, No. {eif['registration']}"
                if printed and "registration" in eif and eif["date"] <= day
                else ""
            ),
            signatories=None,
            parties=None,
            headings=list(self.headings),
            rows=rows,
            notes=notes,
            declarations=[(who, text) for who, text, since in self.declarations if since <= day],
        )
        document.recount()
        return document


def copy_of(document):
    """A document that may be damaged without harm to the other."""
    rows = [Row(row.name, list(row.marks), list(row.cells)) for row in document.rows]
    return dataclasses.replace(
        document,
        rows=rows,
        headings=list(document.headings),
        notes=list(document.notes),
        declarations=list(document.declarations),
    )
