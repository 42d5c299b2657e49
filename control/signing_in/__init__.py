"""How people sign in and out: with accounts of ORIN's own, or at an OpenID Connect provider."""
