"""Writes: one keyword-only function per use case, one transaction each. No second way to change a task."""
