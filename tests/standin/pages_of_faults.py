"""Pages that a site serves in the place of the one that was asked for, in our own words."""


def _page(title, inside):
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body>{inside}</body></html>
""".encode()


NOT_FOUND = _page(
    "UNTC",
    '<div id="ctl00_ctl00_ContentPlaceHolder1_lblMsg">There is no page of that name here.</div>',
)
ERROR = _page("UNTC", "<h1>Something went wrong</h1><p>The request could not be served.</p>")
MAINTENANCE = _page("Maintenance", "<h1>Back soon</h1><p>This site is being worked on today.</p>")
LOGIN = _page(
    "Sign in",
    '<form method="post" action="/login"><input name="user"><input name="password" '
    'type="password"><button>Sign in</button></form>',
)
SCRIPT_SHELL = _page(
    "One moment",
    '<noscript>Scripts are needed here.</noscript><div id="root"></div>'
    "<script>setTimeout(function () { location.reload(); }, 5000);</script>",
)
