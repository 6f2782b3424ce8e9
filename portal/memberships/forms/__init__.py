"""What is filled in about seats, who holds them, offices, roles and invitations."""
