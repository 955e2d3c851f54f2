"""Services, circles, cards, phrases, young people, staff, sessions."""
