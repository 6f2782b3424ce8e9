"""Writing cases, notes, renewals and hand-overs, a module for each."""
