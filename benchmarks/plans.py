"""How SQLite finds the rows of each measured page: what it reads whole, and what it must sort before it can answer."""

import argparse
import re
import sys
from typing import Any

from benchmarks.load import portal_at
from benchmarks.measure import statements
from benchmarks.pages import requests_for
from portal.core.database import db

WHOLE = re.compile(r"^SCAN (\w+?)(?:_\d+)?(?: LEFT-JOIN)?$")
SORTED = "USE TEMP B-TREE FOR ORDER BY"


def main() -> int:
    """Print the steps that read a whole table or sort, page by page; with --all every step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="an SQLite database as load.py filled it, large enough to matter")
    parser.add_argument("--only", default="", help="only pages with this in their name")
    parser.add_argument("--all", action="store_true", help="every step of every statement")
    asked = parser.parse_args()
    app = portal_at(asked.database)
    for name, ask in requests_for(app).items():
        if asked.only in name:
            with statements(app) as seen:
                ask()
            print(f"\n{name}: {len(seen)} statements")
            with app.app_context():
                for sql, given in seen:
                    _explain(sql, given, asked.all)
    return 0


def _explain(sql: str, given: Any, every: bool) -> None:
    with db.engine.connect() as connection:
        steps = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)]
    told = steps if every else [step for step in steps if step == SORTED or _reads_all(step)]
    if told:
        print(f"  {' '.join(sql.split())[:100]} …")
        for step in told:
            print(f"      {step}")


def _reads_all(step: str) -> bool:
    table = WHOLE.match(step)
    return table is not None and table[1] in db.metadata.tables


if __name__ == "__main__":
    sys.exit(main())
