"""External consultations of a partnership: who asks what by when, who was asked here, and what came of it."""
