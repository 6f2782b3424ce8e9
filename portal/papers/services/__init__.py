"""Every change to papers, clocks, bulletins and what was reported back; each is recorded."""
