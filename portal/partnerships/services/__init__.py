"""Every change to a partnership: its page, its statements, its groups, its rules, its ties, its end."""
