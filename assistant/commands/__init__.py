"""The commands that need more than ``cli.py`` itself, and what all commands say."""
