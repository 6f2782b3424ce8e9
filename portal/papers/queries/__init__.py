"""Every read of papers, clocks, bulletins and what was reported back. What a viewer may not see is not there."""
