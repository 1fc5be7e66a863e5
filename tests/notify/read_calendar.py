"""Reads a calendar with the icalendar package and prints what it holds as one line of JSON."""
import json
import sys

import icalendar

with open(sys.argv[1], "rb") as file:
    data = file.read()
calendar = icalendar.Calendar.from_ical(data)
lines = data.split(b"\r\n")
for line in lines:
    line.decode()  # no character is cut by folding
print(json.dumps({
    "method": str(calendar["METHOD"]),
    "name": str(calendar["NAME"]),
    "refresh": str(calendar["REFRESH-INTERVAL"].to_ical().decode()),
    "longest": max(len(line) for line in lines),
    "bare_line_ends": data.replace(b"\r\n", b"").count(b"\n"),
    "entries": [{
        "uid": str(e["UID"]),
        "sequence": int(e["SEQUENCE"]),
        "status": str(e["STATUS"]),
        "first": e["DTSTART"].dt.isoformat(),
        "end": e["DTEND"].dt.isoformat(),
        "stamp": e["DTSTAMP"].dt.isoformat(),
        "summary": str(e["SUMMARY"]),
        "text": str(e.get("DESCRIPTION", "")),
        "url": str(e.get("URL", "")),
        "transparent": str(e["TRANSP"]) == "TRANSPARENT",
    } for e in calendar.walk("VEVENT")],
}))
