"""How the pages are written: only what changed, and nothing is met half."""

from published import Published
from running import until


class Written(Published):
    number = "XVIII-16"

    def times(self):
        files = [path for path in self.root.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.root)): path.stat().st_mtime_ns for path in files}

    def changed(self, act):
        before = self.times()
        act()
        after = self.times()
        self.assertEqual([], sorted(set(before) - set(after)))
        return {path for path in after if before.get(path) != after[path]}

    # The time of the last look is told there to the second, elsewhere to the minute.
    always = {"data/treaties.csv", "data/treaties.json"}

    def test_a_look_that_finds_nothing_new_tells_the_time_of_the_look_alone(self):
        self.assertLessEqual(self.changed(self.poll), self.always)

    def test_a_deposit_writes_what_shows_it_and_nothing_else(self):
        def deposit():
            self.deposit("Algeria", "2025-12-03")
            self.poll()

        changed = self.changed(deposit)
        for path in (
            "fr/XVIII-16/index.html",
            "fr/XVIII-16/events.atom",
            "es/participants/DZA.json",
            "data/participants.csv",
            "XVIII-16/index.html",
            "XVIII-16/badge.svg",
            "XVIII-16/events.atom",
            "XVIII-16/participants.csv",
            "index.html",
            "events.atom",
            "participants/DZA.atom",
            "kinds/deposit.json",
            "data/events.csv",
        ):
            self.assertIn(path, changed)
        others = ("XVIII-12/", "participants/QAT", "kinds/signature", "feeds/", "style.css")
        self.assertEqual([], [path for path in changed if path.startswith(others)])

    def test_pages_turn_stale_by_themselves_when_no_look_succeeds(self):
        def shown():
            return "Not up to date." in (self.root / "XVIII-16/index.html").read_text(encoding="utf-8")

        self.assertFalse(shown())
        self.daemon.set_day("2025-12-06")
        try:
            until(shown, "the page says that it is not up to date", 60)
            until(
                lambda: "Page non à jour." in (self.root / "fr/index.html").read_text(encoding="utf-8"),
                "the French front page says so",
                60,
            )
            self.assertIn("#5c6670", (self.root / "XVIII-16/badge.svg").read_text(encoding="utf-8"))
        finally:
            self.daemon.set_day(self.later)
            self.poll()
        self.assertFalse(shown())

    def test_the_folder_holds_nothing_half_and_a_restart_leaves_whole_files_alone(self):
        def restart():
            self.daemon.stop()
            self.daemon.start()
            self.poll()

        self.assertLessEqual(self.changed(restart), self.always)
        endings = {path.suffix for path in self.root.rglob("*") if path.is_file()}
        wanted = {".html", ".css", ".js", ".svg", ".ics", ".atom", ".json", ".csv"}
        self.assertEqual(wanted, endings)
