"""Reading seats, who holds them, offices, roles and invitations, a module for each."""
