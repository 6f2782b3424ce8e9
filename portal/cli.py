"""The commands: demo, setup, serve, check, import, new-admin, tick, test. Each is a few lines that call a feature."""

import argparse
import os
import socket
import threading
from pathlib import Path
from typing import Any

from portal.bootstrap import htmx, testing
from portal.bootstrap.trouble import Trouble
from portal.core import config


def main(arguments: list[str]) -> int:
    """Run the command; return the exit status. Raises `Trouble` with one clear line when it cannot."""
    if arguments[:1] == ["test"]:
        return testing.run(arguments[1:])
    asked = _parser().parse_args(arguments or ["--help"])
    try:
        return asked.run(asked)
    except config.UnsafeSettings as error:
        raise Trouble(f"these settings are not safe to serve with. {error}") from error
    except PermissionError as error:
        raise Trouble(f"{error.filename or 'The folder'} cannot be written: give this account the right to.") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m portal", description="The partnership portal.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(run=run)
        return made

    for name, run, words in (
        ("demo", demo, "Set up, load the sample partnerships and serve them."),
        ("serve", serve, "Serve this installation's own portal."),
    ):
        made = command(name, run, words)
        made.add_argument("--port", type=int, default=8000, help="the port to answer at (8000)")
        made.add_argument("--host", default="127.0.0.1", help="the address to answer at (127.0.0.1)")
    command("setup", setup, "Make the environment and the database.").add_argument("--test", action="store_true")
    command("check", check, "Say what is unsafe or missing in the settings.")
    command("tick", tick, "Send letters and write reminders that are due, once.")
    admin = command("new-admin", new_admin, "Make an account for a site administrator.")
    admin.add_argument("email")
    admin.add_argument("name")
    bring = command("import", import_file, "Import organisations, people, skills or resources from a file.")
    bring.add_argument("kind", choices=["organisations", "people", "skills", "resources", "generated"])
    bring.add_argument("file", type=Path, help="a CSV or Excel file; for generated, a folder of the load generator")
    bring.add_argument("--match", action="append", default=[], metavar="FIELD=COLUMN", help="which column is a field")
    bring.add_argument("--sheet", default="", help="the sheet of a workbook (the first)")
    bring.add_argument("--file-wins", action="store_true", help="where both say something, take what the file says")
    bring.add_argument("--yes", action="store_true", help="import without asking")
    commands.add_parser("test", help="Run every test (see CONTRIBUTING.md).")
    return parser


def demo(asked: argparse.Namespace) -> int:
    """Serve the sample partnerships from a database of their own."""
    from portal.core import memory

    with memory.undisturbed():
        from portal.app import create_app
        from portal.core import migrate
        from portal.core.database import writing
        from portal.demo import loader
        from portal.demo.people import DEMO_PASSWORD, demo_people

    _must_be_free(asked.host, asked.port)
    instance = _writable(config.instance_folder())
    local = htmx.local_copy(instance) or (None if (instance / "demo.sqlite3").exists() else htmx.fetch(instance))
    address = f"http://{asked.host}:{asked.port}"
    settings = {"DEMO": True, "HTMX_SOURCE": "local" if local else "cdn", "ADDRESS": address}
    app = create_app(settings | {"MAIL_HOST": "", "LOG_LEVEL": "WARNING", "PROXIES": 1})
    with app.app_context():
        migrate.upgrade()
        _say("Loading the sample partnerships …")
        with app.test_request_context(base_url=address), writing():
            _say(str(loader.load()))
    _say(f"\nThe portal answers at {address}/  (Ctrl-C ends it)\n\nSign in as one of these, password: {DEMO_PASSWORD}")
    for name, email, note in demo_people():
        _say(f"  {name:<18} {email:<34} {note}")
    return _serve(app, asked)


def serve(asked: argparse.Namespace) -> int:
    """Serve this installation's own portal, after bringing its database up to date."""
    from portal.core import migrate

    _must_be_free(asked.host, asked.port)
    app = _own_app()
    with app.app_context():
        migrate.upgrade()
        if found := _missing(app):
            _say("\n".join(found))
    _say(f"The portal answers at http://{asked.host}:{asked.port}/")
    return _serve(app, asked)


def setup(_asked: argparse.Namespace) -> int:
    """Make the database, and keep a copy of HTMX for browsers that cannot fetch it."""
    from portal.core import migrate

    instance = _writable(config.instance_folder())
    kept = htmx.fetch(instance)
    app = _own_app()
    with app.app_context():
        migrate.upgrade()
    _say(f"Ready: the database is up to date{'' if kept else '; HTMX will be asked from its public address'}.")
    _say('Next: python3 -m portal new-admin you@example.org "Your Name", then python3 -m portal serve')
    return 0


def check(_asked: argparse.Namespace) -> int:
    """Say what is unsafe or missing; the exit status is 1 when something is."""
    app = _own_app()
    with app.app_context():
        found = _missing(app)
    _say("\n".join(found) if found else "All is well.")
    return 1 if found else 0


def tick(_asked: argparse.Namespace) -> int:
    """Do once what the clock does: for installations that run it from cron instead of beside the server."""
    from portal import clockwork

    done = clockwork.tick(_own_app())
    _say(", ".join(f"{name}: {number}" for name, number in done.items()))
    return 0


def new_admin(asked: argparse.Namespace) -> int:
    """Make a site administrator's account, and print the address at which they choose their password."""
    from portal.accounts import services
    from portal.core import migrate
    from portal.core.database import writing

    app = _own_app()
    with app.app_context():
        migrate.upgrade()
        with writing():
            user, path = services.new_admin(asked.email, asked.name)
            made = f"{user.name} chooses a password, within a day, at {app.config['ADDRESS'] or 'http://127.0.0.1:8000'}{path}"
    _say(made)
    return 0


def import_file(asked: argparse.Namespace) -> int:
    """Import a file: say what would happen, ask, and do it."""
    from portal.core import migrate
    from portal.transfer import command

    wrong = [each for each in asked.match if "=" not in each]
    if wrong:
        raise Trouble(f"{wrong[0]} is not written as FIELD=COLUMN.")
    app = _own_app()
    with app.app_context():
        migrate.upgrade()
        return command.run(
            asked.kind, asked.file, _say, lambda words: asked.yes or input(f"{words} [y/N] ").strip().lower() == "y",
            match=dict(each.split("=", 1) for each in asked.match), sheet=asked.sheet, file_wins=asked.file_wins,
        )  # fmt: skip


def _own_app() -> Any:
    from portal.core import memory

    _writable(config.instance_folder())
    with memory.undisturbed():
        from portal.app import create_app

        return create_app()


def _missing(app: Any) -> list[str]:
    """Return a sentence for each thing an installation should have before people rely on it."""
    from portal.accounts import queries

    found = config.problems(app)
    if queries.demo_people():
        found.append("There are demonstration people in this database: it is not one for real work.")
    if not app.config["ADDRESS"].startswith("https://"):
        found.append("ADDRESS is not set to the https address people use: letters cannot link back to the portal.")
    if not app.config["BEHIND_TLS"]:
        found.append("BEHIND_TLS is off: set it once the portal answers over https, so that cookies stay private.")
    if not app.config["MAIL_HOST"]:
        found.append("MAIL_HOST is not set: letters wait in the tray (/mail-tray) to be handed on.")
    return found


def _serve(app: Any, asked: argparse.Namespace) -> int:
    """Answer requests until stopped. Slow connections cost no thread: waitress reads them beside its workers."""
    from waitress import create_server

    from portal import clockwork
    from portal.core import memory

    memory.settle()
    stopped = threading.Event()
    if app.config["BACKGROUND"]:
        threading.Thread(target=clockwork.run, args=(app, stopped), daemon=True).start()
    server = create_server(
        app, host=asked.host, port=asked.port, threads=app.config["THREADS"], connection_limit=1000, channel_timeout=20,
        ident=None, clear_untrusted_proxy_headers=not app.config["PROXIES"],
        max_request_body_size=max(app.config["MAX_CONTENT_LENGTH"], (app.config["PAPER_MEGABYTES"] + 11) * 2**20),
    )  # fmt: skip
    try:
        server.run()
    except KeyboardInterrupt:
        _say("Stopped.")
    finally:
        stopped.set()
        server.close()
    return 0


def _must_be_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Trouble(f"port {port} is in use on {host}. Choose another one with --port.") from error


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"{folder} cannot be made: {error.strerror}. PORTAL_INSTANCE can name another folder.") from error
    if not os.access(folder, os.W_OK):
        raise Trouble(f"{folder} cannot be written. PORTAL_INSTANCE can name another folder.")
    return folder


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201  this is the command's voice
