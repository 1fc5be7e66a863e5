"""The XML form of a document, as the collection's publication "MTDSG" has it: declared and encoded
as iso-8859-1, with escaped <superscript> marks inside of names."""

from xml.sax.saxutils import escape

from collection import chapter_number


def path_of(number):
    """/doc/Publication/MTDSG/Volume%20II/Chapter%20XVIII/XVIII-16.en.xml"""
    chapter = number.split("-")[0]
    volume = "I" if chapter_number(number) <= 11 else "II"
    return f"/doc/Publication/MTDSG/Volume%20{volume}/Chapter%20{chapter}/{number}.en.xml"


def _element(name, text, indent):
    return f"{indent}<{name}>{escape(text)}</{name}>\n" if text else f"{indent}<{name} />\n"


def _header(document):
    chapter, *section = document.number.split("-")
    inner = " " * 8
    out = "    <Header>\n      <Chapter>\n"
    out += _element("Header", f"CHAPTER {chapter}", inner)
    out += _element("Name", document.chapter_name.upper(), inner)
    out += "      </Chapter>\n      <ExternalData>\n"
    out += _element("Numsect", section[0], inner)
    if len(section) > 1:
        out += _element("Subnumsect", section[1], inner)
        out += _element("Subtitlesect", document.title, inner)
    else:
        out += _element("Titlesect", document.title, inner)
    out += _element("Conclusion", document.concluded, inner)
    out += f"{inner}<EIF>\n"
    out += _element("Label", document.eif_label, inner + "  ")
    out += _element("Labeltext", document.eif_text, inner + "  ")
    out += f"{inner}</EIF>\n"
    if document.registration:
        out += f"{inner}<Registration>\n"
        out += _element("Label", "Registration", inner + "  ")
        out += _element("Labeltext", document.registration, inner + "  ")
        out += f"{inner}</Registration>\n"
    else:
        out += f"{inner}<Registration />\n"
    out += f"{inner}<Status>\n" + _element("Label", "Status", inner + "  ")
    for name, number in (("Signatories", document.signatories), ("Parties", document.parties)):
        if number is not None:
            out += _element(f"{name}Label", name, inner + "  ")
            out += _element(name, str(number), inner + "  ")
    out += f"{inner}</Status>\n"
    out += f"{inner}<TreatyText>\n" + _element("Label", "Text", inner + "  ")
    out += _element("Text", "Served by a stand-in of the collection.", inner + "  ")
    out += f"{inner}</TreatyText>\n{inner}<TreatyNote />\n"
    return out + "      </ExternalData>\n    </Header>\n"


def _participants(document):
    if not document.rows and not document.headings:
        return ""
    out = '    <Participants>\n      <Table colsep="0" frame="none" rowsep="0">\n'
    out += f'        <TGroup cols="{len(document.headings)}">\n          <Thead>\n'
    out += '            <Row rowsep="0">\n'
    for column, heading in enumerate(document.headings, 1):
        out += f'              <Entry colname="{column}">{escape(heading)}</Entry>\n'
    out += "            </Row>\n          </Thead>\n          <Tbody>\n            <Rows>\n"
    for row in document.rows:
        marks = f"<superscript>{','.join(row.marks)}</superscript>" if row.marks else ""
        out += "              <Row>\n"
        for text in [row.name + marks, *row.cells]:
            out += _element("Entry", text, " " * 16)
        out += "              </Row>\n"
    out += "            </Rows>\n          </Tbody>\n        </TGroup>\n"
    return out + "      </Table>\n    </Participants>\n"


def _texts(document):
    out = "    <SpecialTables />\n    <Declarations>\n"
    if document.declarations:
        out += _element("Title", "Declarations and Reservations", " " * 6)
    for participant, text in document.declarations:
        out += "      <Declaration>\n" + _element("Participant", participant, " " * 8)
        out += '        <text type="title">Declaration:</text>\n'
        out += f'        <text type="para">{escape(text)}</text>\n      </Declaration>\n'
    out += "    </Declarations>\n    <Objections />\n    <DeclarationsUnderArticle />\n"
    out += '    <Notifications />\n    <TerritorialApplications show="YES" />\n    <EndNotes>\n'
    for mark, text in document.notes:
        out += "      <Note>\n" + _element("index", mark, " " * 8)
        out += _element("text", text, " " * 8) + "      </Note>\n"
    return out + "    </EndNotes>\n"


def render(document):
    """The bytes of the XML form."""
    chapter, *section = document.number.split("-")
    out = '<?xml version="1.0" encoding="iso-8859-1"?>\n<Document>\n  <Treaty>\n'
    out += "    <Template>mtdsg</Template>\n"
    out += _header(document) + _participants(document) + _texts(document)
    out += _element("Footer", f"{chapter} {' '.join(section)}. {document.chapter_name}", " " * 4)
    out += "  </Treaty>\n</Document>\n"
    return out.encode("iso-8859-1", "xmlcharrefreplace")
