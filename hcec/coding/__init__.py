"""Codes that readers give to messages: themes and tone, second codings, what is frozen at the first release."""
