"""Every page, as everybody."""
