"""Plots as geometry: pure functions from figures to frozen values that a template draws as SVG."""
