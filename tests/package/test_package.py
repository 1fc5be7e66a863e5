"""The Debian package, made from the build that the tests use, and taken apart in a scratch root."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/dev"
MOST_EXPOSED = 1.6  # of 10, by systemd-analyze security


def run(*command, **options):
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, **{"check": True, **options}
    )
    return done.stdout


def commands(treatyctl):
    """Each command with the options that its help names."""
    summary = run(treatyctl, "--help")
    names = re.findall(r"(?m)^  ([a-z][a-z-]+)  ", summary.split("Subcommands:")[1])
    for name in names:
        yield name, re.findall(r"(?m)^  (?:-\w,)?(--[a-z-]+)", run(treatyctl, name, "--help"))


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        run("cmake", "--build", BUILD, "--target", "treatyd", "treatyctl", "man")
        # Not packed: that of a sanitized build takes long.
        run(
            "cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", cls.folder,
            "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=none",
        )
        (cls.package,) = cls.folder.glob("*.deb")
        cls.root = cls.folder / "root"
        run("dpkg-deb", "-x", cls.package, cls.root)

    def test_its_control_file_names_what_the_programs_need(self):
        self.assertRegex(self.package.name, r"^treatyd_[0-9.]+_[a-z0-9]+\.deb$")
        depends = run("dpkg-deb", "-f", self.package, "Depends")
        for library in ("libc6", "libcurl4", "libsqlite3-0", "libsystemd0", "tzdata",
                        "ca-certificates"):
            self.assertRegex(depends, rf"\b{re.escape(library)}\b")

    def test_it_holds_everything_at_its_place_for_root(self):
        listing = run("dpkg-deb", "-c", self.package)
        for path in (
            "usr/bin/treatyd", "usr/bin/treatyctl", "usr/share/treatyd/treaties/XVIII-16.toml",
            "usr/share/treatyd/participants.toml", "usr/share/treatyd/templates/en/",
            "usr/lib/systemd/system/treatyd.service", "usr/lib/sysusers.d/treatyd.conf",
            "usr/share/man/man8/treatyd.8.gz", "usr/share/man/man1/treatyctl.1.gz",
            "usr/share/man/man5/treatyd.toml.5.gz", "usr/share/doc/treatyd/copyright",
            "usr/share/doc/treatyd/treatyd.toml",
            "usr/share/bash-completion/completions/treatyctl",
        ):
            self.assertIn(path, listing)
        self.assertEqual([], [x for x in listing.splitlines() if " root/root " not in x])
        self.assertEqual([], [x for x in listing.splitlines() if x[5] == "w" or x[8] == "w"])

    def test_its_programs_run_from_where_they_are(self):
        data = {"TREATYD_DATA_DIR": str(self.root / "usr/share/treatyd"), "PATH": "/usr/bin:/bin"}
        for program in ("treatyd", "treatyctl"):
            said = run(self.root / "usr/bin" / program, "--version", env=data)
            self.assertRegex(said, rf"^{program} [0-9]")
            self.assertIn("--help", run(self.root / "usr/bin" / program, "--help", env=data))
        example = self.root / "usr/share/doc/treatyd/treatyd.toml"
        said = run(self.root / "usr/bin/treatyctl", "check-config", example, env=data)
        self.assertIn("UN Convention against Cybercrime", said)

    def test_its_scripts_are_those_of_a_shell(self):
        control = self.folder / "control"
        run("dpkg-deb", "-e", self.package, control)
        scripts = [control / name for name in ("postinst", "prerm", "postrm")]
        run("shellcheck", *scripts)
        self.assertTrue(all(script.stat().st_mode & 0o111 for script in scripts))

    def test_its_unit_is_right_and_leaves_little_open(self):
        unit = self.folder / "treatyd.service"
        text = (self.root / "usr/lib/systemd/system/treatyd.service").read_text(encoding="utf-8")
        unit.write_text(text.replace("/usr/bin/treatyd", f"{self.root}/usr/bin/treatyd"), "utf-8")
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True
        )
        about_us = [line for line in done.stderr.splitlines() if "treatyd" in line]
        self.assertEqual([], about_us)
        said = run("systemd-analyze", "security", "--no-pager", "--offline=true", unit)
        exposure = float(re.search(r"Overall exposure level for \S+: ([0-9.]+)", said).group(1))
        self.assertLessEqual(exposure, MOST_EXPOSED, said)

    def test_its_manual_names_every_option_of_every_command(self):
        def page(name):
            return run("man", "--no-hyphenation", "-l", self.root / "usr/share/man" / name,
                       env={"MANWIDTH": "200", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})

        treatyctl = self.root / "usr/bin/treatyctl"
        sections = page("man1/treatyctl.1.gz").split("\n   treatyctl ")
        by_command = {section.split()[0]: section for section in sections[1:]}
        for command, options in commands(treatyctl):
            missing = [o for o in options if o != "--help" and o not in by_command[command]]
            self.assertEqual([], missing, command)
        service = page("man8/treatyd.8.gz")
        said = run(self.root / "usr/bin/treatyd", "--help")
        for option in re.findall(r"(?m)^  (?:-\w,)?(--[a-z-]+)", said):
            self.assertIn(option, service)
        keys = page("man5/treatyd.toml.5.gz")
        example = (ROOT / "config/treatyd.toml").read_text(encoding="utf-8")
        for key in set(re.findall(r"(?m)^(?:# )?([a-z_]+) = ", example)):
            self.assertIn(key, keys)
        for table in set(re.findall(r"(?m)^(?:# )?(\[+[a-z]+\]+)$", example)):
            self.assertIn(table, keys)


class Completion(unittest.TestCase):
    def complete(self, *words):
        """What bash offers for the last word."""
        script = (
            f"source {ROOT / 'config/completions/treatyctl.bash'}; "
            'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _treatyctl; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        done = run("bash", "-c", script, "-", BUILD / "bin/treatyctl", *words)
        return done.split()

    def test_offers_the_commands_of_the_program(self):
        every = [name for name, _ in commands(BUILD / "bin/treatyctl")]
        self.assertEqual(sorted(every), sorted(self.complete("")))
        self.assertEqual(["doctor"], self.complete("doc"))
        self.assertEqual(["status"], self.complete("--socket", "/nowhere", "stat"))

    def test_offers_the_options_of_a_command(self):
        for command, options in commands(BUILD / "bin/treatyctl"):
            with self.subTest(command):
                self.assertEqual(sorted(options), sorted(self.complete(command, "-")))
        self.assertEqual(["--known-on"], self.complete("status", "--k"))

    def test_offers_nothing_wrong_without_a_service(self):
        self.assertEqual([], self.complete("--socket", "/nowhere", "status", "XV"))
        self.assertEqual(["export", "erase", "resume"], self.complete("subscribers", ""))


class CompletionInFish(unittest.TestCase):
    def complete(self, *words):
        """What fish offers for the last word."""
        script = f"source {ROOT / 'config/completions/treatyctl.fish'}; complete -C $argv[1]"
        line = " ".join(("treatyctl", *words))
        path = f"{BUILD / 'bin'}:{os.environ['PATH']}"
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "PATH": path, "HOME": home}
            done = subprocess.run(
                ["fish", "--no-config", "-c", script, line],
                cwd=home,
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
        self.assertEqual("", done.stderr)
        return [offer.split("\t")[0] for offer in done.stdout.splitlines()]

    def test_offers_commands_options_and_words_also_behind_the_socket(self):
        every = [name for name, _ in commands(BUILD / "bin/treatyctl")]
        self.assertEqual(sorted(every), sorted(self.complete("")))
        self.assertEqual(["status"], self.complete("--socket", "/nowhere", "stat"))
        self.assertEqual(["--known-on"], self.complete("status", "--k"))
        self.assertEqual(["--known-on"], self.complete("--socket", "/nowhere", "status", "--k"))
        self.assertEqual(["erase", "export"], self.complete("subscribers", "e"))
