"""The yearly health check: a survey of the partnership about itself, with evidence beside it and actions after it."""
