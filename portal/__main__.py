"""`python3 -m portal COMMAND`: makes the environment where there is none yet, then runs the command inside it."""

# An old Python must be able to read this file too, to be told that it is too old.

import sys


def main() -> int:
    """Run one command and return its exit code; what a person can put right is said in one line."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the one place that tells a person so
        found = "%d.%d" % sys.version_info[:2]  # noqa: UP031 - read by any Python 3
        print("portal: this is Python " + found + "; the portal needs Python 3.11 or later.", file=sys.stderr)
        return 1

    from portal.bootstrap.trouble import Trouble

    try:
        return run(sys.argv[1:])
    except Trouble as trouble:
        print(f"portal: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nportal: stopped.", file=sys.stderr)
        return 130


def run(arguments: list) -> int:
    """Run the command inside the checkout's environment, or right here where the portal is an installed package."""
    from portal.bootstrap import environment

    if environment.is_checkout():
        changed = environment.prepare(for_tests=environment.needs_tests(arguments))
        if changed or not environment.is_current():
            return environment.run_inside(arguments)

    from portal.cli import main as command

    return command(arguments)


if __name__ == "__main__":
    sys.exit(main())
