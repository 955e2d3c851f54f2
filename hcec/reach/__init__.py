"""How far the children's word reaches: who is reached, and Lundy's four conditions as figures with their definition."""
