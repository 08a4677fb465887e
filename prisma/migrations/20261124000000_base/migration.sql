-- The platform's base. Applied as gestas_owner, which owns everything and never logs in.
-- platform_control: control tables, out of reach for plugins. app: tenant tables every plugin shares, and all definer functions.

CREATE SCHEMA platform_control;
CREATE SCHEMA app;
REVOKE ALL ON SCHEMA platform_control FROM PUBLIC;
GRANT USAGE ON SCHEMA app TO gestas_app, gestas_events;
GRANT USAGE ON SCHEMA platform_control TO gestas_events;

-- ---------------------------------------------------------------- control tables
CREATE TABLE platform_control.tenants (
  id UUID PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'SUSPENDED')),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- The key of each login role, as the two padded blocks of HMAC-SHA256 (RFC 2104).
CREATE TABLE platform_control.role_keys (
  role_name NAME PRIMARY KEY,
  inner_pad BYTEA NOT NULL CHECK (length(inner_pad) = 64),
  outer_pad BYTEA NOT NULL CHECK (length(outer_pad) = 64)
);

CREATE TABLE platform_control.event_positions (
  tenant_id UUID PRIMARY KEY REFERENCES platform_control.tenants (id),
  last_position BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE platform_control.consumer_offsets (
  consumer_group TEXT NOT NULL,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  position BIGINT NOT NULL DEFAULT 0,
  claimed_by TEXT,
  claimed_until TIMESTAMPTZ,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TIMESTAMPTZ,
  last_error TEXT,
  PRIMARY KEY (consumer_group, tenant_id)
);

CREATE TABLE platform_control.dead_letters (
  consumer_group TEXT NOT NULL,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  event_id UUID NOT NULL,
  position BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  reason TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  requeued_at TIMESTAMPTZ,
  PRIMARY KEY (consumer_group, tenant_id, event_id)
);

CREATE UNLOGGED TABLE platform_control.key_values (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  expires_at TIMESTAMPTZ
);
CREATE INDEX key_values_prefix ON platform_control.key_values (key text_pattern_ops);

GRANT SELECT ON platform_control.tenants TO gestas_events;
GRANT SELECT, INSERT, UPDATE, DELETE ON platform_control.event_positions, platform_control.consumer_offsets,
  platform_control.dead_letters, platform_control.key_values TO gestas_events;

-- ---------------------------------------------------------------- the bound tenant
-- The tenant of the connection, if the binding is signed with the key of the role that logged in, for this very backend.
-- SQL that an attacker injects can set the settings, but can't sign them: it gets null, and null matches no row.
CREATE FUNCTION app.current_tenant() RETURNS UUID
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT bound.tenant::uuid
  FROM (SELECT current_setting('app.tenant_id', true) AS tenant, current_setting('app.tenant_sig', true) AS signature) AS bound
  JOIN platform_control.role_keys AS keys ON keys.role_name = session_user
  WHERE bound.tenant <> ''
    AND bound.signature = encode(sha256(keys.outer_pad || sha256(
      keys.inner_pad || convert_to(bound.tenant || ':' || session_user || ':' || pg_backend_pid(), 'UTF8'))), 'hex')
$$;

-- Signing in names a tenant by its slug, before any tenant is bound. Only active tenants are found.
CREATE FUNCTION app.tenant_by_slug(wanted TEXT) RETURNS UUID
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT id FROM platform_control.tenants WHERE slug = wanted AND status = 'ACTIVE'
$$;

-- The record of the bound tenant.
CREATE FUNCTION app.bound_tenant() RETURNS TABLE (id UUID, slug TEXT, name TEXT, status TEXT)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.id, t.slug, t.name, t.status FROM platform_control.tenants AS t WHERE t.id = app.current_tenant()
$$;

REVOKE ALL ON FUNCTION app.current_tenant(), app.tenant_by_slug(TEXT), app.bound_tenant() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.current_tenant() TO gestas_app, gestas_events;
GRANT EXECUTE ON FUNCTION app.bound_tenant() TO gestas_app;

-- ---------------------------------------------------------------- tenant tables of the platform
CREATE TABLE app.outbox (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  position BIGINT,
  name TEXT NOT NULL,
  occurred_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  actor_id UUID,
  traceparent TEXT,
  data JSONB NOT NULL,
  created_seq BIGINT GENERATED ALWAYS AS IDENTITY,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, position)
);
CREATE INDEX outbox_unplaced ON app.outbox (tenant_id, created_seq) WHERE position IS NULL;

CREATE TABLE app.processed_events (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  consumer_group TEXT NOT NULL,
  event_id UUID NOT NULL,
  processed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, consumer_group, event_id)
);

CREATE TABLE app.audit_entries (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  at TIMESTAMPTZ NOT NULL DEFAULT now(),
  actor_id UUID,
  session_id TEXT,
  address TEXT,
  plugin TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT,
  outcome TEXT NOT NULL,
  request_id TEXT NOT NULL,
  details JSONB NOT NULL DEFAULT '{}',
  UNIQUE (tenant_id, id)
);
CREATE INDEX audit_entries_by_time ON app.audit_entries (tenant_id, at DESC, id DESC);

ALTER TABLE app.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.outbox FORCE ROW LEVEL SECURITY;
ALTER TABLE app.processed_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.processed_events FORCE ROW LEVEL SECURITY;
ALTER TABLE app.audit_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.audit_entries FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON app.outbox TO gestas_app
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
CREATE POLICY tenant ON app.processed_events TO gestas_app
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
CREATE POLICY tenant ON app.audit_entries TO gestas_app
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
-- The dispatcher carries every tenant's events; it may place them, not change them.
CREATE POLICY dispatch_read ON app.outbox FOR SELECT TO gestas_events USING (true);
CREATE POLICY dispatch_place ON app.outbox FOR UPDATE TO gestas_events USING (true) WITH CHECK (true);

GRANT INSERT ON app.outbox TO gestas_app;
GRANT SELECT ON app.outbox TO gestas_events;
GRANT UPDATE (position) ON app.outbox TO gestas_events;
GRANT SELECT, INSERT ON app.processed_events TO gestas_app;
GRANT INSERT, SELECT ON app.audit_entries TO gestas_app;

CREATE FUNCTION app.announce_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('gestas_outbox', tenant_id::text) FROM (SELECT DISTINCT tenant_id FROM added) AS tenants;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.announce_outbox() FROM PUBLIC;
CREATE TRIGGER announce AFTER INSERT ON app.outbox
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.announce_outbox();
