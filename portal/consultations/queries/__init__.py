"""Reading consultations, a module for the list, one of them, what is asked of people, and what closes soon."""
