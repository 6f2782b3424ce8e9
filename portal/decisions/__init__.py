"""What was decided, how, and who was bound by it."""
