"""Who gets in where: bringing a table into a plan."""

from tests.access.matrix import Case, here

PLAN = {"plan_id": "{import_plan}"}
TABLE = PLAN | {"number": "{table}"}
READ = {"heads": "0", "column_0": "what", "column_1": "leads"}

CASES = [
    Case("plans.bring", "GET POST", here("ann"), PLAN, {"text": "Action\tLead\nFeed the cat\tAll"}),
    Case("plans.brought_table", "GET", here("ann"), TABLE),
    Case("plans.match_table", "POST", here("ann"), TABLE, READ),
    Case("plans.put_table_in", "POST", here("ann"), TABLE, READ),
    Case("plans.forget_table", "POST", here("ann"), TABLE),
    Case("plans.take_table_out", "POST", here("ann"), PLAN | {"number": "{table_put_in}"}),
]
