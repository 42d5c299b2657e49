"""What every HTTP app of ORIN does alike: the server, its connections, what passes every request, errors, the pages
that describe it.
"""
