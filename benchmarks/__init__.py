"""Measurements: always ratios of things timed in one run, never bounds in the test suite."""
