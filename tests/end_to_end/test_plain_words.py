"""What somebody reads who holds the programs for the first time and something is not right."""

import os
import pathlib
import subprocess
import tempfile
import unittest

from running import PROGRAMS, ROOT, WithDaemon

CONFIG = ROOT / "config/treatyd.toml"


def said(program, *words):
    command = [PROGRAMS / program, *words]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr


class WithoutAService(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def test_a_mistyped_command_gets_the_nearest(self):
        for typed, meant in (("stauts", "status"), ("docter", "doctor"), ("verfy", "verify")):
            status, words = said("treatyctl", "--socket", self.folder / "s", typed)
            self.assertEqual(2, status)
            self.assertIn(f'"{typed}" is no command; did you mean {meant}?', words)

    def test_a_configuration_that_is_not_there_is_told_where_to_come_from(self):
        status, words = said("treatyd", "--config", self.folder / "none.toml", "--state", self.folder)
        self.assertEqual(os.EX_CONFIG, status)
        self.assertIn(f"copy {CONFIG} there and edit it", words)

    def test_a_state_folder_that_cannot_be_made_is_named(self):
        (self.folder / "file").write_text("", encoding="utf-8")
        state = self.folder / "file" / "state"
        status, words = said("treatyd", "--config", CONFIG, "--state", state)
        self.assertEqual(os.EX_CANTCREAT, status)
        self.assertIn(f"the folder {state} cannot be made", words)
        self.assertIn("--state names another one", words)

    def test_a_socket_whose_folder_is_missing_is_named(self):
        socket = self.folder / "nowhere" / "treatyd.sock"
        status, words = said(
            "treatyd", "--config", CONFIG, "--state", self.folder / "state", "--socket", socket
        )
        self.assertEqual(os.EX_UNAVAILABLE, status)
        self.assertIn(f"cannot listen on {socket}: its folder does not exist", words)


class WithAService(WithDaemon):
    def test_a_number_of_any_kind_is_answered(self):
        for typed in ("XVIII 16", "XVIII-16 ", "<b>", "Übereinkommen", "a/b", "100%"):
            with self.subTest(typed):
                done = self.daemon.ctl("status", typed, check=False)
                self.assertIn(done.returncode, (2, 5), done.stderr)
                self.assertNotIn("no treatyd answers", done.stderr)
