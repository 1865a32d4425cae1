"""The desk: the record in a browser, for people who are no programmers. A Django app on top of all rooms.

Everything that a page needs is served from this machine. ``khronika serve`` opens it.
"""
