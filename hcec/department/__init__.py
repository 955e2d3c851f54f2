"""What the département decides: names, thresholds, hours, retention; kept in the database."""
