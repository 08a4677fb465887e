CREATE TABLE cms.posts (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  slug TEXT NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title TEXT NOT NULL,
  body JSONB NOT NULL,
  -- title and body in lower case without accents, so that "cancion" finds "canción"
  search_text TEXT NOT NULL,
  author_id UUID NOT NULL,
  status TEXT NOT NULL DEFAULT 'DRAFT' CHECK (status IN ('DRAFT', 'SCHEDULED', 'PUBLISHED', 'ARCHIVED')),
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  published_at TIMESTAMPTZ(3),
  search TSVECTOR GENERATED ALWAYS AS (
    to_tsvector('simple'::regconfig, search_text)
  ) STORED,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, slug)
);
CREATE INDEX posts_by_time ON cms.posts (tenant_id, created_at DESC, id DESC);
CREATE INDEX posts_by_status ON cms.posts (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX posts_by_author ON cms.posts (tenant_id, author_id, created_at DESC, id DESC);
CREATE INDEX posts_search ON cms.posts USING gin (search);

ALTER TABLE cms.posts ENABLE ROW LEVEL SECURITY;
ALTER TABLE cms.posts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON cms.posts
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON cms.posts TO gestas_cms;
