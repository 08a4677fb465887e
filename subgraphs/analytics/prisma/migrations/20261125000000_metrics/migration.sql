-- A metric's value in each minute, hour and day (UTC); the unique index is also what series are read by.
CREATE TABLE analytics.metric_points (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  name TEXT NOT NULL,
  bucket TEXT NOT NULL CHECK (bucket IN ('MINUTE', 'HOUR', 'DAY')),
  at TIMESTAMPTZ(3) NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, name, bucket, at)
);

CREATE TABLE analytics.post_views (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  post_id UUID NOT NULL,
  views INTEGER NOT NULL CHECK (views > 0),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, post_id)
);

ALTER TABLE analytics.metric_points ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics.metric_points FORCE ROW LEVEL SECURITY;
ALTER TABLE analytics.post_views ENABLE ROW LEVEL SECURITY;
ALTER TABLE analytics.post_views FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON analytics.metric_points
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
CREATE POLICY tenant ON analytics.post_views
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
GRANT SELECT, INSERT, UPDATE ON analytics.metric_points, analytics.post_views TO gestas_analytics;
