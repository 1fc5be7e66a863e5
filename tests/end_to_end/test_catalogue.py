import pathlib
import subprocess
import tempfile

from running import CYBERCRIME, PROGRAMS, WithDaemon, until


class APattern(WithDaemon):
    numbers, track, simulated = (CYBERCRIME, "XVIII-12"), "XVIII-*", False

    def setUp(self):
        # Without rule files, the collection's list alone can tell what the pattern matches.
        self.rules = self.enterContext(tempfile.TemporaryDirectory())
        super().setUp()

    def test_tracks_what_the_collection_lists(self):
        def read():
            treaties = self.daemon.ask("status", check=False)["treaties"]
            return {one["number"] for one in treaties if one["last_good_check"]}

        until(lambda: read() == {CYBERCRIME, "XVIII-12"}, "both treaties are read", 60)
        (found,) = self.daemon.ask("treaties", "--search", "organized")["treaties"]
        self.assertEqual("XVIII-12", found["number"])
        self.assertEqual(("list", True), (found["source"], found["tracked"]))
        shown = self.daemon.ctl("treaties", "--search", "cyber").stdout
        self.assertIn("XVIII-16 *", shown)
        lists = [line for line in self.requests.read_text().splitlines() if "Treaties.aspx" in line]
        self.assertLessEqual(len(lists), 1)


class AListThatCannotBeRead(WithDaemon):
    track, simulated = "XIX-*", False

    def test_is_named_with_its_fault_and_stops_nothing(self):
        def fault():
            lists = self.daemon.ask("treaties", check=False)["lists"]
            return lists[0]["fault"]

        self.assertIn("links to no treaty", until(fault, "the list's fault"))
        self.assertEqual(4, self.daemon.ctl("treaties", check=False).returncode)


class CheckConfig(WithDaemon):
    def test_says_how_many_treaties_a_pattern_matches_and_what_is_not_known_yet(self):
        config = pathlib.Path(self.folder / "patterns.toml")
        config.write_text('track = ["XVIII-*"]\n', encoding="utf-8")
        done = subprocess.run(
            [PROGRAMS / "treatyctl", "check-config", config], capture_output=True, text=True
        )
        self.assertEqual(0, done.returncode)
        self.assertIn("XVIII-*: matches ", done.stdout)
        self.assertIn("known once the service has read", done.stdout)

    def test_without_a_pattern_no_list_is_looked_at_and_numbers_are_found_all_the_same(self):
        answer = self.daemon.ask("treaties", "--search", "cyber")
        self.assertIn(CYBERCRIME, [one["number"] for one in answer["treaties"]])
        self.assertEqual([], answer["lists"])
