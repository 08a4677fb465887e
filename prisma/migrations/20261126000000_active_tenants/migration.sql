-- The ids of active tenants, for work that a plugin does in each of them by itself; each role that needs it is granted it.
CREATE FUNCTION app.active_tenants() RETURNS SETOF UUID
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT id FROM platform_control.tenants WHERE status = 'ACTIVE'
$$;
REVOKE ALL ON FUNCTION app.active_tenants() FROM PUBLIC;
