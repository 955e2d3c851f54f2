"""Disclosure control: what may be told of how many, and the attack on it before it is told."""
