"""Reports of many agencies → who has filed, the sum of their tables, their faults, and letters that return them.

Everything is made from the files of a folder and a roster of the agencies; what was read is kept, so that unchanged
files are not read again.
"""
