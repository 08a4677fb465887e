-- Routers tell of plugins that came, went or changed: they write events of the platform itself, and of no other tenant.
-- Whether a row has a position is the dispatcher's to say, so an inserted one has none.
CREATE POLICY announce_platform ON app.outbox FOR INSERT TO gestas_events
  WITH CHECK (tenant_id = (SELECT app.platform_tenant()));
GRANT INSERT (id, tenant_id, name, data) ON app.outbox TO gestas_events;
