"""Shared documents: versions, tags, search in French."""
