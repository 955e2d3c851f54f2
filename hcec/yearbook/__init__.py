"""Departmental data: yearly figures, their checks, what may be shown outside, the yearbook (CASF L226-3-1)."""
