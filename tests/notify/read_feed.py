"""Reads an Atom feed with feedparser and prints what it holds as one line of JSON."""
import json
import sys

import feedparser

feed = feedparser.parse(sys.argv[1])
print(json.dumps({
    "bozo": bool(feed.bozo),
    "version": feed.version,
    "id": feed.feed.id,
    "title": feed.feed.title,
    "updated": feed.feed.updated,
    "links": {link.rel: link.href for link in feed.feed.links},
    "entries": [{
        "id": e.id,
        "title": e.title,
        "updated": e.updated,
        "link": e.get("link"),
        "terms": [t.term for t in e.tags],
        "text": e.content[0].value,
        "answers": e.get("thr_in-reply-to", {}).get("ref"),
    } for e in feed.entries],
}))
