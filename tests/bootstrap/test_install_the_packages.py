"""Installing what the lock file names: how far it is, and what pip complains of."""

import io
import sys
from pathlib import Path

import pytest

from portal.bootstrap import installer
from portal.bootstrap.trouble import Trouble


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("WARNING: Retrying after connection broken by 'NewConnectionError'", "Connect this machine to the network"),
        (
            "ERROR: Could not find a version of flask==3.1.3 (from versions: none)",
            "Connect this machine to the network",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "does not match its hash"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "the disk is full"),
        ("Collecting x\nERROR: the wheel is bent\n", "the wheel is bent (all that pip said is in pip.log)"),
        ("", "pip gave no reason"),
    ],
)
def test_what_pip_complains_of_is_said_in_one_line(said, sentence):
    explained = installer.explain(said, Path("pip.log"))

    assert sentence in explained
    assert "\n" not in explained


@pytest.fixture
def pip(tmp_path):
    """Return a maker of programs that speak like pip: what each says, and how it ends."""

    def program(said: str, code: int = 0) -> Path:
        path = tmp_path / "python"
        path.write_text(f"#!{sys.executable}\nprint({said!r})\nraise SystemExit({code})\n")
        path.chmod(0o755)
        return path

    return program


def test_the_installation_says_how_far_it_is(pip, tmp_path, capsys):
    lock = tmp_path / "lock"
    lock.write_text("colorama==1 ; os_name == 'nt' \\\n    --hash=sha256:0\nflask==3.1.3 \\\nnh3==0.3.8 \\\n")
    said = "Ignoring colorama: markers do not match\nCollecting flask==3.1.3\nProcessing /a/nh3-0.3.8.whl\n"

    installer.install(pip(said + "Installing collected packages: nh3, flask\n"), lock, tmp_path / "log")

    assert capsys.readouterr().out.splitlines() == [
        "Installing 1 of 2: flask",
        "Installing 2 of 2: nh3",
        "Putting 2 packages in place",
    ]
    assert "Collecting flask" in (tmp_path / "log").read_text()


def test_an_installation_that_fails_is_a_trouble(pip, tmp_path):
    lock = tmp_path / "lock"
    lock.touch()

    with pytest.raises(Trouble, match="Connect this machine to the network"):
        installer.install(pip("(from versions: none)", code=1), lock, tmp_path / "log")


def test_a_terminal_shows_one_line_that_changes():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    progress = installer.Progress(2, terminal)

    progress.step("flask")
    progress.step("nh3")
    progress.close()

    assert "\n" not in terminal.getvalue()
    assert terminal.getvalue().split("\r")[2].strip() == "Installing 2 of 2: nh3"
