"""Certificates for servers on 127.0.0.1, made for one run by the openssl program."""

import pathlib
import ssl
import subprocess


def server_context(folder):
    """A context with a fresh certificate for 127.0.0.1 and localhost. FOLDER/ca.pem is what a
    client must trust to accept it; a client that does not must refuse."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    key, certificate = folder / "key.pem", folder / "ca.pem"
    if not certificate.exists():
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
            + ["-subj", "/CN=stand-in", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
            + ["-keyout", str(key), "-out", str(certificate)],
            check=True,
            capture_output=True,
        )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
