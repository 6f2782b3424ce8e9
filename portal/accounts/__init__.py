"""Who may sign in: users, their sign-ins, and the tickets for a forgotten password."""
