"""The screen in a browser on this machine: a server on 127.0.0.1, its page, and a process for each open page.

Needs the extra ``web``; nothing else imports this room before it is wanted.
"""
