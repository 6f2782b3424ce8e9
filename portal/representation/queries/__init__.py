"""Reading attendance, cases, terms, vacancies and what somebody has to hand over, a module for each."""
