-- Which plugins may join the graph: each by the public half of its own Ed25519 key. Enrolling is the operator's.
CREATE TABLE platform_control.plugin_keys (
  plugin TEXT PRIMARY KEY CHECK (plugin ~ '^plugin-[a-z0-9]+(-[a-z0-9]+)*$'),
  -- The JWK's `x`: 32 bytes in base64url.
  public_key TEXT NOT NULL CHECK (public_key ~ '^[A-Za-z0-9_-]{43}$'),
  enrolled_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
GRANT SELECT ON platform_control.plugin_keys TO gestas_events;

-- The reserved tenant that events of the platform itself carry; null before it exists.
CREATE FUNCTION app.platform_tenant() RETURNS UUID
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT id FROM platform_control.tenants WHERE slug = 'platform'
$$;
REVOKE ALL ON FUNCTION app.platform_tenant() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.platform_tenant() TO gestas_app, gestas_events;
