#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make run` and `make check` need is there, is installed, or is asked for in one clear sentence."""

import os
import subprocess
import sys
import unittest

COMMON = os.path.join(sys.argv.pop(1), "build-aux", "common.sh")

# A machine of which the tests decide what it has. Functions go before what is on the PATH.
MACHINE = r"""
. "$COMMON"
run_packages=(gcc libgtk-4-dev)
calls=$(mktemp)
trap 'cat "$calls" >&3; rm -f "$calls"' EXIT
id () { [ "$1" = -u ] && echo "$USER_ID"; }
# shellcheck disable=SC2317
command ()
{
  if [ "$1" = -v ]; then
    case " $HAS " in *" $2 "*) echo "$2"; return 0 ;; *) return 1 ;; esac
  fi
  builtin command "$@"
}
dpkg-query () { case " $INSTALLED " in *" ${*: -1} "*) echo installed ;; *) return 1 ;; esac; }
env () { shift; echo "$*" >>"$calls"; case " $* " in *" install "*) eval "$APT" ;; esac; }
sudo () { [ "$1" = -n ] && shift; echo "sudo $*" >>"$calls"; eval "$SUDO"; [ "$1" = true ] || "$@"; }
pkg-config ()
{
  case "$1" in
    --exists) [ "$2" != "$ABSENT" ] ;;
    --atleast-version=*) [ "$2" != "$OLD" ] ;;
    --modversion) echo 4.6.9 ;;
  esac
}
refuse_old_debian () { :; }
need "${run_packages[@]}"
echo ready
"""

DEBIAN = "dpkg-query apt-get pkg-config cc meson ninja msgfmt"


class Doors(unittest.TestCase):
    def need(self, **machine):
        """Returns (exit status, stdout, lines of stderr, what was asked of apt and sudo)."""
        environment = {"PATH": os.environ["PATH"], "COMMON": COMMON, "USER_ID": "1000", "HAS": DEBIAN, "INSTALLED": "gcc libgtk-4-dev",
                       "APT": "true", "SUDO": "true", "ABSENT": "", "OLD": "", **machine}
        reader, writer = os.pipe()
        with os.fdopen(reader) as calls:
            done = subprocess.run(["bash", "-c", f"exec 3>&{writer}\n{MACHINE}"], env=environment, pass_fds=(writer,),
                                  capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, timeout=60)
            os.close(writer)
            return done.returncode, done.stdout, done.stderr.splitlines(), calls.read().splitlines()

    def assert_refused(self, machine, *words):
        status, stdout, stderr, calls = self.need(**machine)
        self.assertEqual((status, len(stderr)), (1, 1), stderr)
        self.assertNotIn("ready", stdout)
        for word in ("autosell: ", *words):
            self.assertIn(word, stderr[0])
        return calls

    def test_nothing_is_missing(self):
        self.assertEqual(self.need(), (0, "ready\n", [], []))  # neither root nor a network

    def test_what_is_missing_is_installed(self):
        status, stdout, _, calls = self.need(INSTALLED="gcc", USER_ID="0")
        self.assertEqual((status, stdout), (0, "Installing: libgtk-4-dev\nready\n"))
        self.assertTrue(calls[-1].endswith("install -y --no-install-recommends libgtk-4-dev"), calls)
        self.assertFalse(any("sudo" in call for call in calls), calls)

    def test_a_user_becomes_root_by_sudo(self):
        status, _, _, calls = self.need(INSTALLED="gcc", HAS=DEBIAN + " sudo")
        self.assertEqual(status, 0)
        self.assertIn("sudo true", calls[0])
        self.assertTrue(any(call.startswith("sudo env") and call.endswith(" libgtk-4-dev") for call in calls), calls)

    def test_no_sudo(self):
        calls = self.assert_refused({"INSTALLED": "gcc"}, "There is no sudo here", "apt-get install --no-install-recommends libgtk-4-dev")
        self.assertEqual(calls, [])

    def test_sudo_is_refused(self):
        self.assert_refused({"INSTALLED": "", "HAS": DEBIAN + " sudo", "SUDO": "return 1"}, "sudo was refused", "gcc libgtk-4-dev")

    def test_a_package_cannot_be_had(self):
        calls = self.assert_refused({"INSTALLED": "gcc", "USER_ID": "0", "APT": "echo 'E: Unable to locate package libgtk-4-dev' >&2; return 100"},
                                    "(libgtk-4-dev) could not be installed", "Unable to locate package libgtk-4-dev")
        self.assertTrue(calls[0].endswith("update"), calls)

    def test_a_library_is_too_old(self):
        self.assert_refused({"OLD": "gtk4"}, "GTK 4.8 or newer is needed", "4.6.9")

    def test_without_apt_what_is_missing_is_named(self):
        self.assert_refused({"HAS": "pkg-config cc ninja msgfmt", "ABSENT": "libadwaita-1"}, "cannot be installed from here", "meson libadwaita")

    def test_without_apt_it_is_built_where_all_is_there(self):
        self.assertEqual(self.need(HAS="pkg-config cc meson ninja msgfmt"), (0, "ready\n", [], []))


if __name__ == "__main__":
    unittest.main()
