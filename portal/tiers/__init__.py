"""Two tiers that talk to each other: reports and questions go up, issues and answers come down, the chair visits."""
