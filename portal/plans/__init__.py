"""Action plans: the partnership's own grid, kept alive by rounds of progress and a yearly review."""
