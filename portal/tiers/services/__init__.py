"""What changes between two tiers, one module for each kind of thing."""
