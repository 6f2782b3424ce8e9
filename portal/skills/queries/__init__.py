"""Reading skills: what is found, one offer, the terms, requests, gaps, and how sharing was agreed."""
