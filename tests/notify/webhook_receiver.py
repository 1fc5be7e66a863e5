"""A webhook receiver for one test. Usage: webhook_receiver.py SHARED PUBLIC [CERT KEY]

SHARED is a whsec_ key, PUBLIC a whpk_ key; with CERT and KEY it speaks TLS. Prints its port, then
for each POST a line of JSON: headers, body, and which kinds of signature are right, judged by
Python's hmac and cryptography. What it answers is named by the path: /204, /410, /302, and
/503?retry-after=120 (the value goes into the header).
"""
import base64
import hashlib
import hmac
import http.server
import json
import ssl
import sys
import urllib.parse

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

shared = base64.b64decode(sys.argv[1].removeprefix("whsec_"), validate=True)
public = Ed25519PublicKey.from_public_bytes(
    base64.b64decode(sys.argv[2].removeprefix("whpk_"), validate=True))


def is_right(version, signature, content):
    if version == "v1":
        return hmac.compare_digest(hmac.new(shared, content, hashlib.sha256).digest(), signature)
    try:
        public.verify(signature, content)
        return version == "v1a"
    except InvalidSignature:
        return False


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        stamp = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}."
        right = []
        for entry in self.headers["webhook-signature"].split(" "):
            version, signature = entry.split(",")
            if is_right(version, base64.b64decode(signature, validate=True), stamp.encode() + body):
                right.append(version)
        print(json.dumps({"headers": {k.lower(): v for k, v in self.headers.items()},
                          "path": self.path, "body": json.loads(body),
                          "keys": list(json.loads(body)), "right": right}), flush=True)
        path, _, query = self.path.partition("?")
        self.send_response(int(path[1:]))
        for name, value in urllib.parse.parse_qsl(query):
            self.send_header(name, value)
        if path == "/302":
            self.send_header("Location", "/204")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[3], sys.argv[4])
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
