"""A chat service for one test. Prints its port, then for each request a line of JSON: method, path,
authorization and body. Answers with the status that stands in /status/404 anywhere in the path,
else 200.
"""
import http.server
import json
import re


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8", errors="strict")
        line = json.dumps({"method": self.command, "path": self.path, "body": json.loads(body),
                           "type": self.headers["Content-Type"],
                           "signed": "webhook-signature" in self.headers,
                           "authorization": self.headers["Authorization"]})
        # With its end in one write: requests are answered side by side.
        print(f"{line}\n", end="", flush=True)
        status = re.search(r"/status/(\d+)", self.path)
        self.send_response(int(status[1]) if status else 200)
        self.end_headers()

    do_PUT = do_POST

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
