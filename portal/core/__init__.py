"""What every feature stands on, and which stands on none of them."""
