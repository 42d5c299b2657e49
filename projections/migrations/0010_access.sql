-- Who may sign in, and with what. Nothing here comes from Kafka; secrets lie here as hashes only, except for the private
-- halves of the keys that sign what ORIN itself issues, which the api's role cannot read (grants.py).
CREATE SCHEMA access;

CREATE TABLE access.accounts (
    name         text        PRIMARY KEY,
    display_name text        NOT NULL,
    password     text        NOT NULL, -- argon2id, with its parameters and salt
    role         text        NOT NULL CHECK (role IN ('viewer', 'operator', 'author', 'admin')),
    sites        text[]      NOT NULL, -- patterns
    created_at   timestamptz NOT NULL DEFAULT now(),
    valid_from   timestamptz NOT NULL DEFAULT now(), -- sessions and tokens issued before this have ended
    disabled_at  timestamptz
);

-- Tokens for machines. The secret has 256 random bits, so its SHA-256 tells nothing about it.
CREATE TABLE access.tokens (
    id           text        PRIMARY KEY,
    digest       bytea       NOT NULL UNIQUE,
    name         text        NOT NULL,
    role         text        NOT NULL CHECK (role IN ('viewer', 'operator', 'author', 'admin')),
    sites        text[]      NOT NULL,
    created_by   text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz,
    revoked_at   timestamptz
);

-- Sessions of browsers; the cookie has 256 random bits. What an account's session may do is asked of the account.
CREATE TABLE access.sessions (
    digest       bytea       PRIMARY KEY,
    csrf         text        NOT NULL,
    account      text        REFERENCES access.accounts ON DELETE CASCADE, -- null: of somebody else than an account
    subject      text        NOT NULL,
    display_name text        NOT NULL,
    role         text        NOT NULL CHECK (role IN ('viewer', 'operator', 'author', 'admin')),
    sites        text[]      NOT NULL,
    via          text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz
);
CREATE INDEX sessions_by_expiry ON access.sessions (expires_at);

-- ES256 keys. The newest signs; retired ones are not believed any more.
CREATE TABLE access.keys (
    kid        text        PRIMARY KEY,
    public     jsonb       NOT NULL,
    private    text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz
);

-- All that the api's role may write: when a token was last used, to the minute.
CREATE FUNCTION access.token_used(token text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    UPDATE access.tokens SET used_at = now()
    WHERE id = token AND (used_at IS NULL OR used_at < now() - interval '1 minute')
$$;
REVOKE ALL ON FUNCTION access.token_used(text) FROM PUBLIC;
