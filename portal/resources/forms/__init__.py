"""What people fill in about resources, bookings and what is bought together, a module for each."""
