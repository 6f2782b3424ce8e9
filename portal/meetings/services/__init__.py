"""Every change to a meeting: calling it, its agenda, its roll, the lines noted at it, its minutes."""
