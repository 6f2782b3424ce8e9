"""Papers for a meeting and what follows it: the pack, the clocks, the bulletin, and reporting back."""
