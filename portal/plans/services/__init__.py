"""Changing action plans: the plan itself, its sections and columns, the actions in it, rounds and imports."""
