"""nianbao: a drafting assistant for the statutory annual report on government information disclosure."""

__version__ = "0.2.0"
