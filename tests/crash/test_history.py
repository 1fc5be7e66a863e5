"""UNTOC's year 2003, looked at four times a day, with a fault in one look of six: exactly the
alerts that history holds. Only a month of it when TREATYD_FULL is not set."""

import os
import random
import tomllib
from datetime import date, timedelta

import faults
from collection import Treaty
from running import READER, ROOT, WithDaemon

NUMBER = "XVIII-12"
FULL = bool(os.environ.get("TREATYD_FULL"))
FIRST, LAST = (
    (date(2003, 1, 1), date(2003, 12, 31)) if FULL else (date(2003, 6, 10), date(2003, 7, 9))
)
HOURS = ("03:00", "09:00", "15:00", "21:00")
# Slow ones, and those that the depositary's own record would have to be believed for.
LEFT_OUT = {"slow-drip", "no-answer", "too-large", "too-deep", "gzip-bomb"}
LEFT_OUT |= {"phantom-deposit", "eu-row"}
# By the rule: 40 instruments, 90 days; the count's milestones by the days of publication. That it is
# 90 days ahead is no news on the day on which the date is computed.
MILESTONES = {
    "milestone.count.30": "2003-02-07",
    "milestone.count.35": "2003-04-22",
    "milestone.count.39": "2003-06-25",
    "milestone.threshold.40.2003-07-01": "2003-07-01",
    "eif.computed.2003-09-29": "2003-07-01",
    "eif.official.2003-09-29": "2003-07-22",
    "eif.approaching.2003-09-29.30": "2003-08-30",
    "eif.approaching.2003-09-29.7": "2003-09-22",
    "eif.approaching.2003-09-29.1": "2003-09-28",
    "eif.today.2003-09-29": "2003-09-29",
}


def ids():
    with open(ROOT / "config/participants.toml", "rb") as file:
        known = tomllib.load(file)["participant"]
    return {form: p["id"] for p in known for form in [p["name"], *p.get("aliases", [])]}


def history():
    """The ids of all that happened after the first day, by the facts and by the rule."""
    known = ids()
    for facts in Treaty.load(NUMBER).facts:
        who = known[facts.participant]
        if facts.signature and FIRST < facts.signature_published <= LAST:
            yield f"signature.{who}.signature.{facts.signature}"
        if not facts.action:
            continue
        if FIRST < facts.action_published <= LAST:
            yield f"deposit.{who}.{facts.kind}.{facts.action}"
        in_force = facts.action + timedelta(days=30)
        if in_force > date(2003, 9, 29) and FIRST < in_force <= LAST:
            yield f"eif.participant.{who}.{in_force}"
    for milestone, day in MILESTONES.items():
        if FIRST < date.fromisoformat(day) <= LAST:
            yield milestone


class AYearOfLooks(WithDaemon):
    number, day = NUMBER, FIRST.isoformat()
    numbers, track = (NUMBER,), NUMBER

    def more_config(self):
        return f'[[subscriber]]\nname = "untoc"\nmail = "u@ngo.example"\ntreaties = ["{NUMBER}"]\n'

    def test_exactly_the_alerts_that_history_holds(self):
        seed = random.randrange(1 << 30)
        chance = random.Random(seed)
        names = sorted(set(faults.BY_NAME) - LEFT_OUT)
        self.assertTrue(self.daemon.poll())
        looks = ill = 0
        day, well = FIRST, True
        while day <= LAST:
            self.standin.control(day=day.isoformat())
            for hour in HOURS:
                self.daemon.set_day(f"{day}T{hour}")
                # A fault of the record that lasts for hours is the record: none twice in a row.
                well = not well or chance.random() > 0.2 or (day == LAST and hour == HOURS[-1])
                if not well:
                    self.standin.fault(chance.choice(names))
                    ill += 1
                self.daemon.curl(f"/v1/poll?treaty={NUMBER}", "-X", "POST")
                self.standin.control(clear=True)
                looks += 1
            day += timedelta(days=1)
        told = self.told()
        print(f"{looks} looks, {ill} of them at a fault, seed {seed}: {len(told)} events", flush=True)
        self.assertEqual(sorted(f"{NUMBER}.{event}" for event in history()), sorted(told))
        self.assertEqual([], self.daemon.differences())
        mails = self.mailbox.mails(READER)
        self.assertEqual(len(mails), len({mail["Message-ID"] for mail in mails}))
        for event in told:
            carriers = [m for m in mails if f"<{event}." in f"{m['Message-ID']} {m['References']}"]
            self.assertEqual(1, len(carriers), event)

    def told(self):
        found, after = [], 0
        while page := self.daemon.ask("events", "--after", str(after), check=False)["events"]:
            found += [event["id"] for event in page if not event["kind"].startswith("source.")]
            after = page[-1]["sequence"]
        return found
