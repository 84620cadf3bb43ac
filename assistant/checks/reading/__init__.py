"""Figures in sentences: what a number counts, read from the words it stands among.

What is not understood is not read: a sentence that these modules cannot place says nothing.
"""
