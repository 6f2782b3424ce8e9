"""Reading questionnaires, surveys and what came of them."""
