"""Forms for papers, clocks, the bulletin with its news, and reporting back."""
