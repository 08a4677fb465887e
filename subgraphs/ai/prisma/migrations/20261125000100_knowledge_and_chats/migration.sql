-- A tenant's own knowledge, with the vectors of the flat index: see src/repositories/packed-vectors.ts.
CREATE TABLE ai.knowledge_entries (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  collection TEXT NOT NULL CHECK (collection IN ('code', 'docs', 'api')),
  source TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  summaries JSONB NOT NULL,
  derived JSONB NOT NULL DEFAULT '[]',
  -- vectors of different embedders can't be compared
  embedder TEXT NOT NULL,
  dense BYTEA NOT NULL,
  sparse BYTEA NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, collection, source)
);

CREATE TABLE ai.chats (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  owner_id UUID NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id)
);
CREATE INDEX chats_by_owner ON ai.chats (tenant_id, owner_id, created_at DESC, id DESC);

CREATE TABLE ai.chat_messages (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  chat_id UUID NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('USER', 'ASSISTANT')),
  state TEXT NOT NULL CHECK (state IN ('WRITING', 'DONE', 'FAILED')),
  text TEXT NOT NULL,
  citations JSONB NOT NULL DEFAULT '[]',
  generator JSONB,
  input_tokens INTEGER,
  output_tokens INTEGER,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  -- two questions at once on one chat: the second is refused
  UNIQUE (tenant_id, chat_id, position),
  FOREIGN KEY (tenant_id, chat_id) REFERENCES ai.chats (tenant_id, id) ON DELETE CASCADE
);

DO $$
DECLARE
  name TEXT;
BEGIN
  FOREACH name IN ARRAY ARRAY['knowledge_entries', 'chats', 'chat_messages'] LOOP
    EXECUTE format('ALTER TABLE ai.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE ai.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON ai.%I USING (tenant_id = (SELECT app.current_tenant()))'
      ' WITH CHECK (tenant_id = (SELECT app.current_tenant()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ai.%I TO gestas_ai', name);
  END LOOP;
END $$;
