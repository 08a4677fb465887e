CREATE TABLE ai.generation_runs (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  author_id UUID NOT NULL,
  prompt TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('es', 'en')),
  status TEXT NOT NULL DEFAULT 'RUNNING' CHECK (
    status IN ('RUNNING', 'NEEDS_REVIEW', 'ACCEPTED', 'REJECTED', 'MOUNTED', 'FAILED', 'CANCELLED')
  ),
  generator JSONB NOT NULL,
  supervisor JSONB NOT NULL,
  spec JSONB,
  assumptions JSONB NOT NULL DEFAULT '[]',
  citations JSONB NOT NULL DEFAULT '[]',
  verdict JSONB,
  reviewer_id UUID,
  reason TEXT,
  -- whoever works on the run holds it until then; `fence` counts the holders, and a former one's writes are refused
  lease_owner TEXT,
  lease_until TIMESTAMPTZ(3),
  fence INTEGER NOT NULL DEFAULT 0,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  finished_at TIMESTAMPTZ(3),
  UNIQUE (tenant_id, id)
);
CREATE INDEX generation_runs_by_time ON ai.generation_runs (tenant_id, created_at DESC, id DESC);

-- What has been done is not done again: `memo` names it within its run, `output` is what it gave.
CREATE TABLE ai.generation_steps (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  run_id UUID NOT NULL,
  memo TEXT NOT NULL,
  step TEXT NOT NULL,
  status TEXT NOT NULL,
  message TEXT,
  output JSONB,
  fence INTEGER NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, run_id, memo),
  FOREIGN KEY (tenant_id, run_id) REFERENCES ai.generation_runs (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX generation_steps_by_run ON ai.generation_steps (tenant_id, run_id, at, id);

CREATE TABLE ai.generation_files (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  run_id UUID NOT NULL,
  path TEXT NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, run_id, path),
  FOREIGN KEY (tenant_id, run_id) REFERENCES ai.generation_runs (tenant_id, id) ON DELETE CASCADE
);

-- One row for each finished run; what it is good for is decided when a data set is exported.
CREATE TABLE ai.dataset_rows (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  run_id UUID NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('NEEDS_REVIEW', 'ACCEPTED', 'REJECTED', 'FAILED', 'CANCELLED')),
  messages JSONB NOT NULL,
  provenance JSONB NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, run_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES ai.generation_runs (tenant_id, id) ON DELETE CASCADE
);

DO $$
DECLARE
  name TEXT;
BEGIN
  FOREACH name IN ARRAY ARRAY['generation_runs', 'generation_steps', 'generation_files', 'dataset_rows'] LOOP
    EXECUTE format('ALTER TABLE ai.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE ai.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON ai.%I USING (tenant_id = (SELECT app.current_tenant()))'
      ' WITH CHECK (tenant_id = (SELECT app.current_tenant()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ai.%I TO gestas_ai', name);
  END LOOP;
END $$;
