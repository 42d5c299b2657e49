"""People and machines of an OpenID Connect provider: its tokens, and signing in at it."""
