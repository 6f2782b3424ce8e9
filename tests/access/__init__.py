"""Who may see and do what, over every address and every text."""
