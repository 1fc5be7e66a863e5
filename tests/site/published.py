"""A treatyd that publishes its pages, nginx that serves them, and a browser to look at them."""

import atexit
import contextlib
import functools
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

import run_beside
from running import ROOT, Daemon, configuration, until

HERE = pathlib.Path(__file__).resolve().parent
CACHE = ROOT / "build" / "site"
PUBLISH = """
[publish]
directory = "{directory}"
base_url = "{address}"
domain = "treatyd.example"
since = 2026-01-01
"""
# What config/nginx.conf is included in.
NGINX = """
{user}
daemon off;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
  access_log {folder}/access;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/treatyd.conf;
}}
"""


def example(port, root, sock):
    """config/nginx.conf with its three places filled in."""
    text = (ROOT / "config/nginx.conf").read_text(encoding="utf-8")
    for place, ours in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("/var/cache/treatyd", str(root)),
        ("/run/treatyd/treatyd.sock", str(sock)),
    ):
        if text.count(place) != 1:
            raise AssertionError(f"config/nginx.conf has no place {place}")
        text = text.replace(place, ours)
    return text


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@contextlib.contextmanager
def nginx(folder, root, port, sock):
    folder.mkdir()
    config = folder / "nginx.conf"
    # Root's nginx would become somebody who cannot read a test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    config.write_text(NGINX.format(folder=folder, user=user), encoding="utf-8")
    (folder / "treatyd.conf").write_text(example(port, root, sock), encoding="utf-8")
    with open(folder / "log", "w", encoding="utf-8") as log:
        # The option speaks of what happens before the file is read.
        command = ["/usr/sbin/nginx", "-e", "stderr", "-c", config]
        running = subprocess.Popen(list(map(str, command)), stderr=log)

    def serves():
        if running.poll() is not None:
            raise AssertionError(f"nginx ended:\n{(folder / 'log').read_text(encoding='utf-8')}")
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=1).close() is None

    try:
        until(serves, "nginx serves")
        yield
    finally:
        running.terminate()
        running.wait()


@contextlib.contextmanager
def browser():
    """Chromium without a window; its own errors and the requests that it makes are logged."""
    options = Options()
    options.binary_location = shutil.which("chromium")
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(word)
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def look(driver, url, width=1200, scheme="light", script=True):
    """Loads a page as a device of that width, in that color scheme, shows it."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    preferred = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", preferred)
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
    driver.get(url)


def requests(driver):
    """The addresses that were asked for since the last call."""
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    sent = [m["params"]["request"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [request["url"] for request in sent]


@functools.cache
def node_module(name):
    """The folder of a package that package.json pins, or why it cannot be had."""
    target = CACHE / "node_modules" / name
    lock = CACHE / "package-lock.json"
    wanted = (HERE / "package-lock.json").read_bytes()
    if not (target.exists() and lock.exists() and lock.read_bytes() == wanted):
        if not shutil.which("npm"):
            subprocess.run([ROOT / "daemon/install-packages", HERE / "packages"])
        if not shutil.which("npm"):
            raise unittest.SkipTest(f"no npm to fetch {name} with")
        CACHE.mkdir(parents=True, exist_ok=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(HERE / file, CACHE / file)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=CACHE, capture_output=True, text=True)
        if done.returncode:
            lock.unlink()
            raise unittest.SkipTest(f"npm cannot fetch {name}: {done.stderr[-300:]}")
    return target


def objections(driver):
    """What axe-core has against the page that is shown, as (rule, element)."""
    driver.execute_script((node_module("axe-core") / "axe.min.js").read_text(encoding="utf-8"))
    found = driver.execute_async_script(
        "axe.run({resultTypes: ['violations']}).then(arguments[0])"
    )
    if len(found["passes"]) <= 10:
        raise AssertionError(f"axe looked at nothing: {found['passes']}")
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


def invalid(files, *options):
    """What the HTML validator has against files, a line each."""
    if not shutil.which("java"):
        raise unittest.SkipTest("no java to run the validator with")
    jar = node_module("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", jar, "--format", "json", *options, *files]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    found = json.loads(done.stderr)["messages"]
    # A file has no origin that 'self' could be; that the policy is kept is the browser's test.
    found = [one for one in found if "violates Content Security Policy" not in one["message"]]
    return [f"{one['url']}: {one['message']}: {one.get('extract')}" for one in found]


class Published(unittest.TestCase):
    """Two treaties, published on 3 December 2025: Cybercrime, where three instruments were
    deposited since the first reading, and UNTOC, long in force."""

    numbers, day, later, more = ("XVIII-16", "XVIII-12"), "2025-12-01", "2025-12-03", ""
    deposits = (("Qatar", "2025-12-02"), ("Azerbaijan", "2025-12-02"), ("Viet Nam", "2025-12-03"))

    @classmethod
    def rules(cls):
        """A folder of rules instead of the installed ones, or None."""

    @classmethod
    def configured(cls, config):
        """The configuration as a test wants it."""
        return config

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.standin = cls.enterClassContext(run_beside.collection(*cls.numbers, day=cls.day))
        sink = run_beside.process("mail_sink.py", "--folder", cls.folder / "mails")
        mail_port = cls.enterClassContext(sink).split(":")[1]
        port = free_port()
        cls.address, cls.root = f"http://127.0.0.1:{port}", cls.folder / "public"
        more = cls.more + PUBLISH.format(directory=cls.root, address=cls.address)
        config = configuration(cls.standin.address, mail_port, more, '", "'.join(cls.numbers))
        config = cls.configured(config)
        cls.daemon = Daemon(cls.folder, config, cls.day, cls.rules())
        cls.addClassCleanup(cls.daemon.stop)
        cls.daemon.start()
        cls.play()
        cls.enterClassContext(nginx(cls.folder / "nginx", cls.root, port, cls.daemon.socket))

    @classmethod
    def play(cls):
        cls.poll()
        cls.standin.control(day=cls.later)
        cls.daemon.set_day(cls.later)
        for participant, day in cls.deposits:
            cls.deposit(participant, day)
        cls.poll()

    @classmethod
    def poll(cls):
        if not cls.daemon.poll():
            raise AssertionError(cls.daemon.log.read_text(encoding="utf-8"))

    @classmethod
    def deposit(cls, participant, day):
        shown = {"action": day, "action_published": day, "kind": "ratification"}
        cls.standin.control(put={"treaty": cls.numbers[0], "participant": participant, **shown})

    def fetch(self, path):
        with urllib.request.urlopen(f"{self.address}/{path}") as answer:
            return answer.read()

    def kind_of(self, path):
        with urllib.request.urlopen(f"{self.address}/{path}") as answer:
            return answer.headers.get_content_type()

    def pages(self):
        return sorted(str(path.relative_to(self.root)) for path in self.root.rglob("*.html"))


class Read(Published):
    """For tests that only read: they share what is published."""

    running = False

    @classmethod
    def setUpClass(cls):
        if not Read.running:
            Read.running = True
            atexit.register(Read.doClassCleanups)
            Published.setUpClass.__func__(Read)
