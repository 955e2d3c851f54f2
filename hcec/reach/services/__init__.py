"""Who is reached, what is coming, and Lundy's four."""
