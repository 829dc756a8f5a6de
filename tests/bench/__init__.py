"""Measurements: each `bench_*.py` is a script of its own that prints what it measured."""
