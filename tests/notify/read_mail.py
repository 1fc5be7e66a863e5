"""Reads a mail with Python's own parser and prints what it holds as one line of JSON."""
import email
import email.policy
import json
import sys

with open(sys.argv[1], "rb") as file:
    message = email.message_from_binary_file(file, policy=email.policy.default)
parts = [part for part in message.walk() if not part.is_multipart()]
print(json.dumps({
    "headers": {name: str(value) for name, value in message.items()},
    "type": message.get_content_type(),
    "parts": [{"type": p.get_content_type(), "content": p.get_content()} for p in parts],
    "defects": [str(d) for p in message.walk() for d in p.defects],
    "header_defects": [str(d) for v in message.values() for d in v.defects],
}))
