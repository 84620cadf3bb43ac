"""Measurements against named peers, taken in one run on one machine. ``python -m benchmarks`` prints them all."""
