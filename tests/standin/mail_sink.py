#!/usr/bin/env -S /usr/bin/python3 -B
"""A real SMTP server on loopback that keeps each mail as a file and sends nothing on.

    mail_sink.py --folder DIR [--mode FILE] [--tls DIR] [--auth USER:PASSWORD]

prints one line, "127.0.0.1:PORT", when it listens. Mails are DIR/0001.eml and so on, in the order
of their arrival, whole when they appear under that name; the envelope is in two header lines at
their top, X-Envelope-From and X-Envelope-To. DIR/log has one JSON object for each attempt, the
refused ones too: {"mode", "from", "to", "message_id", "tls", "user", "kept"}.

The file given by --mode holds one word and is read again at each mail:
    accept            (the default, also without a file)
    4xx               451 at the end of the data: try later
    5xx               550 at RCPT TO: never
    accept-then-drop  the mail is kept, and the connection cut before the answer
    slow              the answer comes after five seconds
With --tls the server offers STARTTLS and wants it; ca.pem in its DIR is what a client must trust.
With --auth it wants that login, which it offers only inside of TLS.
"""

import argparse
import asyncio
import email
import json
import pathlib

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from tls import server_context

MODES = ("accept", "4xx", "5xx", "accept-then-drop", "slow")


class Sink:
    def __init__(self, folder, mode_file):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.mode_file = pathlib.Path(mode_file) if mode_file else None
        self.kept = len(list(self.folder.glob("*.eml")))

    def mode(self):
        if not self.mode_file or not self.mode_file.exists():
            return "accept"
        return MODES[MODES.index(self.mode_file.read_text(encoding="utf-8").strip())]

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mode() == "5xx":
            envelope.rcpt_tos.append(address)
            self.note(session, envelope, "5xx", None)
            envelope.rcpt_tos.pop()
            return "550 5.1.1 nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        mode = self.mode()
        if mode == "4xx":
            self.note(session, envelope, mode, None)
            return "451 4.3.0 not now, try later"
        self.note(session, envelope, mode, self.keep(envelope))
        if mode == "accept-then-drop":
            server.transport.abort()  # what is answered from here on goes nowhere
        if mode == "slow":
            await asyncio.sleep(5)
        return "250 2.0.0 kept"

    def keep(self, envelope):
        self.kept += 1
        name = f"{self.kept:04}.eml"
        head = f"X-Envelope-From: {envelope.mail_from}\r\n"
        head += f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
        half = self.folder / f".{name}"
        half.write_bytes(head.encode() + envelope.original_content)
        half.rename(self.folder / name)
        return name

    def note(self, session, envelope, mode, name):
        message = email.message_from_bytes(envelope.original_content or b"")
        login = session.auth_data
        line = {
            "mode": mode,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "message_id": message.get("Message-ID"),
            "tls": session.ssl is not None,
            "user": login.login.decode() if isinstance(login, LoginPassword) else None,
            "kept": name,
        }
        with open(self.folder / "log", "a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")


async def serve(options):
    sink = Sink(options.folder, options.mode)
    context = server_context(options.tls) if options.tls else None
    wanted = tuple(options.auth.encode().split(b":", 1)) if options.auth else None

    def authenticate(server, session, envelope, mechanism, data):
        right = isinstance(data, LoginPassword) and (data.login, data.password) == wanted
        return AuthResult(success=right, handled=right, auth_data=data if right else None)

    def protocol():
        return SMTP(
            sink,
            hostname="stand-in",
            enable_SMTPUTF8=True,
            tls_context=context,
            require_starttls=context is not None,
            authenticator=authenticate if wanted else None,
            auth_required=wanted is not None,
            auth_require_tls=context is not None,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", options.port)
    print(f"127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", required=True)
    parser.add_argument("--mode", help="a file that holds the mode")
    parser.add_argument("--port", type=int, default=0, help="default: any free one")
    parser.add_argument("--tls", metavar="DIR", help="want STARTTLS; write ca.pem into DIR")
    parser.add_argument("--auth", metavar="USER:PASSWORD")
    try:
        asyncio.run(serve(parser.parse_args()))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
