"""The stakeholders of a partnership: who has an interest in its work, of which kind, and how they are involved."""
