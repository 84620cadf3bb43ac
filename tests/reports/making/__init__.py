"""Tools that make the reports of this folder."""
