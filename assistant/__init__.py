"""nianbao: a drafting assistant for the statutory annual report on government information disclosure."""

import os

__version__ = "0.3.0"

# Before its first model pydantic looks through all installed distributions for plugins and would let each take part
# in the validation of a report. None is wanted, in this process and in those that it starts.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
