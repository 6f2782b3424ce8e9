"""Data in and out: files imported with a preview and an undo, cards, and Open Referral."""
