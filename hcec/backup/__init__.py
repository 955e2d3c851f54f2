"""One file that holds the main database, sealed to the département's backup key; and the way back from it."""
