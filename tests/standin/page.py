"""The page form of a document, with the shape of the collection's ViewDetails.aspx: the same ids,
nesting and habits (CR LF, tabs and no-break spaces inside of dates, a <br> in each cell, marks as
links in SUP, state fields that differ at each request), our own words."""

import base64
import random
import re
from html import escape

import xml_form
from collection import chapter_number

ID = "ctl00_ctl00_ContentPlaceHolder1_ContentPlaceHolderInnerPage_"


def query_of(number):
    return f"src=TREATY&mtdsg_no={number}&chapter={chapter_number(number)}&clang=_en"


def _state_field(name, size, noise):
    value = base64.b64encode(noise.randbytes(size)).decode() if size else ""
    return f'<input type="hidden" name="{name}" id="{name}" value="{value}" />\n'


def _roman(n):
    out = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while n >= value:
            out, n = out + letters, n - value
    return out


def _marks(marks):
    links = [f"<A onclick='ShowNoteAll()' href='#{m}' class='noteIndex'>{m}</A>" for m in marks]
    return f" <SUP>{', '.join(links)} </SUP>" if links else ""


def _cell(text):
    """ "1 Jul 2003 a" as the page prints it; what is no such text as it is."""
    date = re.fullmatch(r"(\[?)(\d+) ([A-Z][a-z]{2}) (\d{4}) ?(\w*\]?)", text)
    if not date:
        return f"<td>{escape(text, quote=False)}<br></td>" if text else "<td>&nbsp;</td>"
    bracket, day, month, year, rest = date.groups()
    padding = " &nbsp;" if len(day) == 1 else ""
    return f"<td>{bracket}{padding}{day} {month}\t {year} {rest}<br></td>"


def _line(name, box, repeater, label, label_id, text):
    """One of the lines under the title: a label, a colon, a text."""
    if label_id:
        label = f'<div id="{ID}{label_id}" style="font-weight: bold">{label}</div>'
    return f"""
    <div id="{ID}{name}"><div id="{ID}{box}" class="{box}" align="left">
      <table border="0" cellpadding="0" cellspacing="0"><tr>
        <td align="left" valign="top">
          {label}
        </td>
        <td align="center" valign="top">:
        </td>
        <td align="left" valign="top">
          <div id="{ID}{repeater}_ctl00_tcText">
            {text}</div>
        </td>
      </tr></table>
    </div></div>"""


def _top(document):
    chapter, *section = document.number.split("-")
    totals = []
    if document.signatories is not None:
        totals.append(f"Signatories :\n            {document.signatories}.")
    if document.parties is not None:
        totals.append(f"Parties :\n            {document.parties}")
    stamp = f"{document.day:%d-%m-%Y} {document.time}"
    mark = "\n          <SUP><A onclick='ShowNoteAll()' href='#' class='noteIndex'></A> </SUP>"
    out = f"""
  <div id="{ID}mainTable">
    <div id="{ID}div3" class="rows heading-three">STATUS AS AT : {stamp} EDT</div>
    <div id="{ID}tcHead1">
      <div id="{ID}rptHead_ctl00_tcHead" style="font-weight: bold">
        CHAPTER {chapter}
      </div>
      <div id="{ID}rptHead_ctl00_tcText" class="bold">
        {escape(document.chapter_name.upper())}
      </div>
    </div>
    <div id="{ID}tc" class="heading-four"><table border="0" cellpadding="0" cellspacing="0">
      <tr><td align="center" valign="top">
        <div id="{ID}rptTreaty_ctl00_tcTreaty" class="treatyCenter">
          {". ".join(section) if len(section) > 1 else section[0] + "."} \n
          {escape(document.title)}
        </div>
      </td></tr>
      <tr><td align="center" valign="top">
        <div id="{ID}rptTreaty_ctl00_tcText" class="treatyCenterSub normal">
          {escape(document.concluded)}
        </div>
      </td></tr>
    </table></div>"""
    eif = escape(document.eif_text) + mark
    out += _line("Tr1", "tcrptEIF", "rptEIF", document.eif_label, "rptEIF_ctl00_tcEifLabel", eif)
    if document.registration:
        registration = escape(document.registration) + mark
        out += _line("Tr2", "tcRegistration", "rptRegistration", "Registration", "", registration)
    out += _line("Tr3", "tcStatus", "rptStatus", "Status", "", " ".join(totals))
    text = "<Text>Served by a stand-in of the collection.</text><br>"
    return out + _line("Tr4", "tcText1", "rptText", "Text", "", text) + "\n  </div>"


def _grid(document):
    if not document.rows and not document.headings:
        return ""
    out = f'\n  <table id="{ID}tblgrid" class="table table-striped">\n\t<tr class="thead-one">'
    for heading in document.headings:
        out += f'\n\t\t<td valign="bottom">{escape(heading)}<br></td>'
    out += "\n\t</tr>"
    declaring = {participant for participant, _ in document.declarations}
    for n, row in enumerate(document.rows):
        name = escape(row.name, quote=False)
        if row.name in declaring:
            name = f"<A href='#EndDec' class='noteIndex' onclick='return false;'>{name}</A>"
        out += f'<tr class="{"trBGGrey" if n % 2 else "trBWhite"}">'
        out += f"\n\t\t<td>{name}{_marks(row.marks)}<br></td>"
        for cell in row.cells:
            out += "\n\t\t" + _cell(cell)
        out += "\n\t</tr>"
    return out + "\n</table>"


def _bottom(document):
    out = f'\n  <div id="{ID}tblMain">'
    if document.declarations:
        out += f'\n  <div id="{ID}divMainDecTilte" class="bold">Declarations and Reservations</div>'
        out += f'\n  <table id="{ID}dgDec">'
        for n, (participant, text) in enumerate(document.declarations, 2):
            row = f"{ID}dgDec_ctl{n:02}_div"
            out += f"""<tr align="left" valign="top"><td>
      <div id="{row}MainText"></div>
      <div id="{row}Participant" class="heading-two">{escape(participant)}</div>
      <div id="{row}Text" class="content-two"><p class='invisible'>{escape(participant)}</p>\
<p align=left><i>Declaration:<br></i></p>&nbsp;&nbsp;&nbsp;{escape(text)}<br><br></div>
    </td></tr>"""
        out += "\n  </table>"
    out += "\n  </div>"
    if document.notes:
        out += f'\n  <div id="{ID}divNotes">'
        out += f'<div id="{ID}divAllNotes" class="end-notes">\n    End Note\n  </div>'
        out += f'\n  <table id="{ID}dgNotesAll">'
        for n, (mark, text) in enumerate(document.notes, 2):
            row = f"{ID}dgNotesAll_ctl{n:02}_div"
            out += f"""<tr align="justify" valign="top"><td>
      <div id="{row}Note"></div>
      <div id="{row}NotesAll" class="divNotesAll"><a name='{mark}'>{mark}</a><index></index>\
{escape(text)}<br><br></div>
    </td></tr>"""
        out += "\n  </table></div>"
    return out


def render(document, request):
    """The bytes of the page; `request` is the request's number, which moves the state fields."""
    noise = random.Random(request)
    chapter = chapter_number(document.number)
    options = ""
    for n in range(1, 30):
        selected = ' selected="selected"' if n == chapter else ""
        options += f'\n\t<option{selected} value="{n}">CHAPTER {_roman(n)}</option>'
    query = escape(query_of(document.number))
    body = f"""

<!DOCTYPE html>

<html xmlns="http://www.w3.org/1999/xhtml" lang="en">

<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>
\tUNTC
</title>
  <script type="text/javascript">
    for (var i = 0; i <= 3; i++) {{ window.status = 'a stand-in & nothing else'; }}
  </script>
</head>
<body id="ctl00_ctl00_htmlBody">
<form name="aspnetForm" method="post" action="./ViewDetails.aspx?{query}" id="aspnetForm">
<div>
{_state_field("__VIEWSTATE", 3000, noise)}</div>
<div>
{_state_field("__VIEWSTATEGENERATOR", 4, random.Random(0))}\
{_state_field("__VIEWSTATEENCRYPTED", 0, noise)}\
{_state_field("__EVENTVALIDATION", 600, noise)}</div>
  <ul class="nav"><li><a id="ctl00_ctl00_linkContactUs" href="Contact.aspx">Write</a></li></ul>
  <table><tr><td>
    <a id="{ID}ucicons_lnkPdfFile" title="The page as PDF" \
href="{xml_form.path_of(document.number)[:-3]}pdf" target="_blank">PDF</a>
    <a id="{ID}ucicons_lnkXml" title="The page as XML" class="iconxml" \
href="{xml_form.path_of(document.number)}" target="_blank" style="Display:none;">XML</a>
    <span id="{ID}lblMsg" class="ErrorMessage"></span>
    <select id="{ID}drpChapters" title="Chapters">{options}
    </select>
  </td></tr><tr><td align="left" valign="top" id="headerbox">{_top(document)}
  </td></tr><tr><td align="left" valign="top" id="participants">{_grid(document)}
  </td></tr><tr><td>
  <table id="{ID}Table2" style="Display:none;"><tr><td id="{ID}Td2"></td></tr></table>
  <table id="{ID}Table1" style="Display:none;">
</table>{_bottom(document)}
  </td></tr></table>
  <div class="footer-section">A stand-in of the UN Treaty Collection, for tests.</div>
</form>
</body>
</html>
"""
    return body.replace("\n", "\r\n").encode("utf-8")


def render_list(treaties, query):
    """A chapter's list of the treaties that are served. The shape of the collection's own list is
    not known to us from a recording; links to the treaties' pages are all that a reader may trust."""
    chapter = int(query.get("id", "0"))
    rows = ""
    for treaty in treaties:
        if chapter_number(treaty.number) == chapter and query.get("subid") == "A":
            link = f"ViewDetails.aspx?{escape(query_of(treaty.number))}"
            rows += f"""
    <tr><td>{treaty.number.split("-", 1)[1]}.</td>
      <td><a href="{link}">{escape(treaty.title)}<br>{escape(treaty.concluded)}</a></td></tr>"""
    body = f"""<!DOCTYPE html>
<html><head><title>A stand-in of the UN Treaty Collection</title></head><body>
  <a href="Home.aspx">Home</a>
  <h1>CHAPTER {_roman(chapter) if chapter else ""}</h1>
  <table>{rows}
  </table>
  <p>A stand-in of the UN Treaty Collection, for tests. The list has what this stand-in serves.</p>
</body></html>
"""
    return body.encode("utf-8")


def both_forms(document):
    """The first request's page, and the XML."""
    return ("html", render(document, 1)), ("xml", xml_form.render(document))
