"""Themes, tables, quotations, frozen releases."""
