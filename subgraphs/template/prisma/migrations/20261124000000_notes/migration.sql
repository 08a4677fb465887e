CREATE TABLE template.notes (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  text TEXT NOT NULL,
  author_id UUID NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id)
);
CREATE INDEX notes_by_time ON template.notes (tenant_id, created_at DESC, id DESC);

ALTER TABLE template.notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE template.notes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON template.notes
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON template.notes TO gestas_template;
