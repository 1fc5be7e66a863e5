"""Faults in what the record says: each changes a Document in place before it is rendered. `turn`
counts the requests that met the fault, from 1."""

from datetime import timedelta

from collection import MONTHS, Row, cell_date, cell_day

EU = "European Union"
RENAMES = {
    "Turkey": "Türkiye",
    "Swaziland": "Eswatini",
    "The former Yugoslav Republic of Macedonia": "North Macedonia",
    "Netherlands": "Netherlands (Kingdom of the)",
    "Bahamas": "Bahamas (The)",
    "Czech Republic": "Czechia",
}


def _oldest_act(document):
    """The row and column of an act that has been there for long: the first row with both."""
    return next(((row, 0) for row in document.rows if all(row.cells)), (document.rows[0], 0))


def _shift_year(cell, years):
    day, month, year, *rest = cell.split(" ")
    return " ".join([day, month, str(int(year) + years), *rest])


def _change_oldest(document, change):
    row, column = _oldest_act(document)
    row.cells[column] = change(row.cells[column])


def swapped_columns(document, turn):
    for row in document.rows:
        row.cells.reverse()


def reordered_columns(document, turn):
    swapped_columns(document, turn)
    document.headings[1:] = reversed(document.headings[1:])


def lost_column(document, turn):
    document.headings.pop()
    for row in document.rows:
        row.cells.pop()


def unknown_heading(document, turn):
    document.headings[-1] = "Status of the instrument"


def all_rows_gone(document, turn):
    document.rows.clear()


def table_gone(document, turn):
    document.rows.clear()
    document.headings.clear()


def ten_rows_gone(document, turn):
    del document.rows[5:15]


def ten_rows_gone_totals_agree(document, turn):
    ten_rows_gone(document, turn)
    document.recount()


def one_row_gone(document, turn):
    document.rows.remove(_oldest_act(document)[0])
    document.recount()


def one_act_gone(document, turn):
    _oldest_act(document)[0].cells[1] = ""
    document.recount()


def duplicated_rows(document, turn):
    document.rows[3:3] = [Row(r.name, list(r.marks), list(r.cells)) for r in document.rows[:3]]


def brackets_on_all_rows(document, turn):
    for row in document.rows:
        row.cells = [f"[{cell}]" if cell else "" for cell in row.cells]


def brackets_on_one_row(document, turn):
    row = _oldest_act(document)[0]
    row.cells = [f"[{cell}]" if cell else "" for cell in row.cells]


def kind_letters_lost(document, turn):
    for row in document.rows:
        row.cells = [" ".join(cell.split(" ")[:3]) for cell in row.cells]


def signatories_off_by_one(document, turn):
    document.signatories = (document.signatories or 0) + 1


def parties_off_by_one(document, turn):
    document.parties = (document.parties or 0) + 1


def totals_gone(document, turn):
    document.signatories = document.parties = None


def stamp_only(document, turn):
    document.time = f"{11 + turn % 12}:{turn % 60:02}:30"


def stamp_of_another_year(document, turn):
    document.day = document.day.replace(year=document.day.year - 1, day=min(document.day.day, 28))


def footnotes_renumbered(document, turn):
    new = {mark: str(int(mark) + 10 + turn) for mark, _ in document.notes}
    document.notes[:] = [(new[mark], text) for mark, text in document.notes]
    for row in document.rows:
        row.marks[:] = [new[mark] for mark in row.marks]


def footnotes_gone(document, turn):
    document.notes.clear()
    for row in document.rows:
        row.marks.clear()


def footnote_on_every_name(document, turn):
    document.notes.append(("9", "A note of the stand-in, on every name."))
    for row in document.rows:
        row.marks.append("9")


def renames(document, turn):
    for row in document.rows:
        row.name = RENAMES.get(row.name, row.name)


def unknown_name(document, turn):
    _oldest_act(document)[0].name = "Ruritania"


def name_of_a_known_state(document, turn):
    """One that has no row: as if another had done what this one did."""
    _oldest_act(document)[0].name = "Tuvalu"


def name_of_another_row(document, turn):
    row = _oldest_act(document)[0]
    row.name = document.rows[document.rows.index(row) + 1].name


def two_names_exchanged(document, turn):
    row = _oldest_act(document)[0]
    other = document.rows[document.rows.index(row) + 1]
    row.name, other.name = other.name, row.name


def unknown_participant(document, turn):
    document.rows.append(Row("Ruritania", [], ["", cell_date(document.day) + " a"]))
    document.recount()


def eu_row(document, turn):
    row = document.row(EU)
    if row is None:
        document.rows.append(row := Row(EU, [], ["", ""]))
    row.cells[1] = cell_date(document.day) + " AA"
    document.recount()


def phantom_deposit(document, turn):
    row = next((row for row in document.rows if not row.cells[1] and row.name != EU), None)
    if row:
        row.cells[1] = cell_date(document.day)
        document.recount()


def old_date_flapping(document, turn):
    if turn % 2:
        _change_oldest(document, lambda cell: _shift_year(cell, 1))


def date_one_year_off(document, turn):
    _change_oldest(document, lambda cell: _shift_year(cell, -1))


def date_31_feb(document, turn):
    _change_oldest(document, lambda cell: f"31 Feb {cell.split(' ')[2]}")


def date_in_the_future(document, turn):
    day = document.day + timedelta(days=200)
    _change_oldest(document, lambda cell: cell_date(day))


def deposit_of_tomorrow(document, turn):
    """The newest deposit bears the date that it is in Asia already."""
    deposits = [row for row in document.rows if row.has(1)]
    newest = max(deposits, key=lambda row: cell_day(row.cells[1]))
    letter = newest.cells[1].split(" ")[3:]
    newest.cells[1] = " ".join([cell_date(document.day + timedelta(days=1)), *letter])


def month_misspelt(document, turn):
    _change_oldest(document, lambda cell: cell.replace(cell.split(" ")[1], "Dcm"))


def two_dates_in_a_cell(document, turn):
    _change_oldest(document, lambda cell: f"{cell} {cell_date(document.day)}")


def words_in_a_cell(document, turn):
    _change_oldest(document, lambda cell: "see note")


def unknown_letter(document, turn):
    row = _oldest_act(document)[0]
    row.cells[1] = " ".join(row.cells[1].split(" ")[:3]) + " q"


def rows_in_another_order(document, turn):
    document.rows.reverse()


def another_treaty(document, turn):
    document.number = "XVIII-14"
    document.title = "United Nations Convention against Corruption"
    document.concluded = "New York, 31 October 2003"


def another_title(document, turn):
    document.title = "Convention on a subject of which nobody has heard"


def in_french(document, turn):
    """What the site serves for clang=_fr, in our words: the names of States stay English, which is
    the worst case, since they then are known."""
    months = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
    document.title = "Convention des Nations Unies contre la criminalité transnationale organisée"
    document.headings = ["Participant", "Signature", "Ratification, Acceptation (A), Adhésion (a)"]
    document.eif_label = "Pas encore en vigueur"
    for row in document.rows:
        for column, cell in enumerate(row.cells):
            for month, french in zip(MONTHS, months):
                cell = cell.replace(f" {month} ", f" {french} ")
            row.cells[column] = cell


def eif_printed_wrong(document, turn):
    day = document.day + timedelta(days=45)
    document.eif_label = "Entry into force"
    document.eif_text = f"{day.day} {day:%B %Y}, in accordance with article 1."


def eif_gone(document, turn):
    document.eif_label = document.eif_text = ""
