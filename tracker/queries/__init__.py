"""Reads: querysets, and frozen page values with their texts ready to print, at a fixed number of queries."""
