"""A real mail server (aiosmtpd) for one test. Usage: smtp_server.py MODE [CERT KEY]

Prints its port, then for each mail a line of JSON. MODE: plain, starttls (with user "u" and password
"p", both required), or tls (from the first byte); or one that takes no mail: busy (421 instead of a
greeting), closed (554 instead of a greeting), stranger (550 to every sender), silent (no word). What it does with a mail follows from its
recipient: refuse@… 550, later@… 451, stuck@… 550 and then "quit" on its output and no answer to QUIT,
data@… 554 after the data, drop@… hangs up after the data; all others are taken.
"""
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

mode = sys.argv[1]


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if mode == "stranger":
            return "550 5.7.1 your mail is not taken here"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refuse@"):
            return "550 5.1.1 no such user"
        if address.startswith("later@"):
            return "451 4.7.1 greylisted, come again"
        if address.startswith("stuck@"):
            session.stuck = True
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if getattr(session, "stuck", False):
            print("quit", flush=True)
            await asyncio.Event().wait()
        return "221 Bye"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("data@"):
            return "554 5.7.1 looks like spam"
        if envelope.rcpt_tos[0].startswith("drop@"):
            server.transport.abort()
            return "250 never sent"
        mail = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "content": envelope.original_content.decode(),
            "tls": session.ssl is not None or mode == "tls",
            "user": session.auth_data.decode() if session.auth_data else None,
        }
        print(json.dumps(mail), flush=True)
        return "250 2.0.0 OK: queued as 4711"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b"u" and data.password == b"p"
    return AuthResult(success=good, handled=False, auth_data=data.login if good else None)


context = None
if mode in ("starttls", "tls"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])


def protocol():
    if mode == "starttls":
        return SMTP(Handler(), tls_context=context, require_starttls=True, auth_required=True,
                    authenticator=authenticate)
    return SMTP(Handler())


class Unwilling(asyncio.Protocol):
    """Greets with a refusal and hangs up, or says nothing at all."""

    def connection_made(self, transport):
        words = {"busy": b"421 4.3.2 too busy\r\n", "closed": b"554 5.3.2 no mail here\r\n"}
        if mode in words:
            transport.write(words[mode])
            transport.close()


async def main():
    unwilling = mode in ("busy", "closed", "silent")
    server = await asyncio.get_running_loop().create_server(
        Unwilling if unwilling else protocol, "127.0.0.1", 0,
        ssl=context if mode == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
