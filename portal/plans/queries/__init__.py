"""Reading action plans: what a viewer sees of them, the grid, the lists of work, rounds and figures."""
