"""A tracked treaty without a rule file: its quoted clause is read, and used for nothing."""

import pathlib
import subprocess
import tempfile

from running import CYBERCRIME, PROGRAMS, WithDaemon

CLAUSE = (
    "This Convention shall enter into force on the ninetieth day after the date of deposit of the "
    "fortieth instrument of ratification, acceptance, approval or accession."
)
SPECIAL = "This Convention shall enter into force once the States named in its annex so agree."


class ProposedRule(WithDaemon):
    def setUp(self):
        self.rules = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        super().setUp()

    def quote(self, clause):
        self.standin.control(eif={"treaty": CYBERCRIME, "clause": clause})
        self.daemon.poll()

    def test_a_regular_clause_is_proposed_in_words_and_as_a_rule_file_that_is_good(self):
        self.quote(CLAUSE)
        page = " ".join(self.daemon.ctl("status", check=False).stdout.split())
        self.assertIn("PROPOSED", page)
        self.assertIn("ninetieth day", page)
        state = self.daemon.ask("status", CYBERCRIME, check=False)
        self.assertIsNone(state["rule"])
        self.assertIsNone(state["entry_into_force"]["computed"])
        text = self.daemon.ctl("propose-rule", CYBERCRIME).stdout
        accepted = self.rules / "accepted"
        accepted.mkdir()
        (accepted / f"{CYBERCRIME}.toml").write_text(text, encoding="utf-8")
        command = [PROGRAMS / "treatyctl", "check-config", self.daemon.config, "--rules", accepted]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("instruments", text)
        self.assertIn("40", text)

    def test_another_clause_is_not_guessed_at(self):
        self.quote(SPECIAL)
        done = self.daemon.ctl("propose-rule", CYBERCRIME, check=False)
        self.assertEqual((1, ""), (done.returncode, done.stdout))
        self.assertIn(CYBERCRIME, done.stderr)
        self.assertIn("none can be proposed", " ".join(self.daemon.ctl("status", check=False).stdout.split()))
