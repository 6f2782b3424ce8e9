"""What changes a consultation, a module for each part of its page."""
