CREATE TABLE system.users (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  email TEXT NOT NULL CHECK (email = lower(email)),
  name TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'INVITED' CHECK (status IN ('INVITED', 'ACTIVE', 'SUSPENDED')),
  roles_version BIGINT NOT NULL DEFAULT 1,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, email)
);
CREATE INDEX users_by_name ON system.users (tenant_id, name, id);

CREATE TABLE system.roles (
  id UUID PRIMARY KEY,
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  name TEXT NOT NULL,
  permissions TEXT[] NOT NULL DEFAULT '{}',
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, name)
);

-- place 0 is the primary role.
CREATE TABLE system.user_roles (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id UUID NOT NULL REFERENCES platform_control.tenants (id),
  user_id UUID NOT NULL,
  role_id UUID NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 0),
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, user_id, role_id),
  UNIQUE (tenant_id, user_id, place),
  FOREIGN KEY (tenant_id, user_id) REFERENCES system.users (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, role_id) REFERENCES system.roles (tenant_id, id)
);
CREATE INDEX user_roles_by_role ON system.user_roles (tenant_id, role_id);

ALTER TABLE system.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE system.users FORCE ROW LEVEL SECURITY;
ALTER TABLE system.roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE system.roles FORCE ROW LEVEL SECURITY;
ALTER TABLE system.user_roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE system.user_roles FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON system.users
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
CREATE POLICY tenant ON system.roles
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));
CREATE POLICY tenant ON system.user_roles
  USING (tenant_id = (SELECT app.current_tenant())) WITH CHECK (tenant_id = (SELECT app.current_tenant()));

GRANT SELECT, INSERT, UPDATE, DELETE ON system.users, system.roles, system.user_roles TO gestas_system;

-- The one thing other plugins may read here: who may sign in, and with which rights.
CREATE VIEW system.identity_v1 WITH (security_barrier) AS
  SELECT u.id, u.tenant_id, u.email, u.status, u.roles_version,
    (SELECT ur.role_id FROM system.user_roles AS ur
     WHERE ur.tenant_id = u.tenant_id AND ur.user_id = u.id ORDER BY ur.place LIMIT 1) AS role_id,
    (SELECT coalesce(array_agg(DISTINCT p.permission ORDER BY p.permission), '{}')
     FROM system.user_roles AS ur
     JOIN system.roles AS r ON r.tenant_id = ur.tenant_id AND r.id = ur.role_id
     CROSS JOIN LATERAL unnest(r.permissions) AS p (permission)
     WHERE ur.tenant_id = u.tenant_id AND ur.user_id = u.id) AS permissions
  FROM system.users AS u;
