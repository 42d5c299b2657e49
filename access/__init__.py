"""Who may do what: tokens, accounts, sessions, roles and sites, for `api` and `control`."""
