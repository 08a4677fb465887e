CREATE TABLE auth.credentials (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  user_id UUID NOT NULL,
  password_hash TEXT NOT NULL,
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, user_id)
);

-- A session is one family of refresh tokens.
CREATE TABLE auth.sessions (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  user_id UUID NOT NULL,
  device TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  last_seen_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ(3) NOT NULL,
  ended_at TIMESTAMPTZ(3),
  end_reason TEXT CHECK (end_reason IN ('LOGOUT', 'REUSED', 'REVOKED')),
  UNIQUE (tenant_id, id)
);
CREATE INDEX sessions_by_user ON auth.sessions (tenant_id, user_id, created_at DESC, id DESC);

-- Only hashes are kept; a token's successor is derived from it, so the grace needs no stored token.
CREATE TABLE auth.refresh_tokens (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  session_id UUID NOT NULL,
  token_hash TEXT NOT NULL,
  issued_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  used_at TIMESTAMPTZ(3),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, session_id) REFERENCES auth.sessions (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX refresh_tokens_by_session ON auth.refresh_tokens (tenant_id, session_id);

CREATE TABLE auth.invitations (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  user_id UUID NOT NULL,
  token_hash TEXT NOT NULL,
  expires_at TIMESTAMPTZ(3) NOT NULL,
  used_at TIMESTAMPTZ(3),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, token_hash)
);

ALTER TABLE auth.credentials ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.credentials FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.sessions FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.refresh_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.refresh_tokens FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE auth.invitations FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON auth.credentials
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
CREATE POLICY tenant ON auth.sessions
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
CREATE POLICY tenant ON auth.refresh_tokens
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
CREATE POLICY tenant ON auth.invitations
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.credentials, auth.sessions, auth.refresh_tokens, auth.invitations TO gestas_auth;
GRANT EXECUTE ON FUNCTION app.tenant_by_slug(TEXT) TO gestas_auth;
