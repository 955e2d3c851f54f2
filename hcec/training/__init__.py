"""The commission formation: needs, the multi-year programme, sessions held, the yearly review (CASF L226-3-1)."""
