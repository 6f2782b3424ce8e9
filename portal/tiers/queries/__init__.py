"""Reading what goes between two tiers: for those of either side, and never what came from a confidential item."""
