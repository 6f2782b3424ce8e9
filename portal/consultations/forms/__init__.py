"""What is filled in for a consultation: its facts, who was asked, the response and what came of it."""
