"""Commands too long to stand in ``cli.py``, and what all commands say."""
