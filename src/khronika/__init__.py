"""Khronika: a chronicle of human-rights cases in which every statement rests on a quote that anyone can check."""

__version__ = "0.1.0"
