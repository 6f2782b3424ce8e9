"""What organisations can do for each other, on which terms; who asks whom, and what nobody offers."""
