"""What is new for somebody: to a child on their own pages alone, to staff by e-mail if they asked."""
