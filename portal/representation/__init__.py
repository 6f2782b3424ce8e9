"""Who sits for whom over time: attendance, missed meetings, terms, vacancies, and handing over."""
