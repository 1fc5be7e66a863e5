"""What befalls one of two treaties, or both at once."""

from running import CYBERCRIME, OPERATOR, WithDaemon

UNTOC = "XVIII-12"


class TwoTreaties(WithDaemon):
    numbers, track = (CYBERCRIME, UNTOC), f'{CYBERCRIME}", "{UNTOC}'

    def acts(self, number):
        held = self.daemon.ask("history", number, check=False)["facts"]
        return {(f["participant"], f["act"], f["date"]) for f in held if not f["superseded"]}

    def told_to_readers(self):
        return [kind for kind in self.daemon.kinds() if not kind.startswith("source.")]

    def test_each_at_the_others_address_changes_nothing_and_the_operator_is_told(self):
        self.assertTrue(self.daemon.poll())
        before = {number: self.acts(number) for number in self.numbers}
        self.assertGreater(len(before[UNTOC]), len(before[CYBERCRIME]))
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        self.standin.control(swap=list(self.numbers))
        for _ in range(3):
            self.assertFalse(self.daemon.poll())
        self.assertEqual(before, {number: self.acts(number) for number in self.numbers})
        self.assertEqual([], self.told_to_readers())
        self.assertEqual([], self.subjects())
        alarms = " ".join(self.subjects(OPERATOR))
        for number in self.numbers:
            self.assertIn(number, alarms)
        self.standin.control(swap=[])
        self.assertTrue(self.daemon.poll())
        self.assertEqual(["deposit", "milestone.count"], self.told_to_readers())
        self.assertEqual(before[UNTOC], self.acts(UNTOC))
        self.assertEqual(1, len(self.subjects()))

    def test_one_that_cannot_be_read_does_not_hold_up_the_other(self):
        self.assertTrue(self.daemon.poll())
        self.set_day("2025-12-03")
        self.deposit("Qatar", "2025-12-02")
        for fault in ("error-page", "forbidden", "connection-cut"):
            self.standin.fault(fault, treaty=UNTOC)
            self.assertFalse(self.daemon.poll())
            self.standin.control(clear=True)
        self.assertEqual(["deposit", "milestone.count"], self.told_to_readers())
        self.assertEqual(1, len(self.subjects()))
        states = {
            source["treaty"]: source["condition"]
            for source in self.daemon.ask("status", check=False)["sources"]
            if "ViewDetails" in source["url"]
        }
        self.assertEqual("good", states[CYBERCRIME])
        self.assertNotEqual("good", states[UNTOC])
