-- What a suspended user goes back to: somebody who never chose a password is invited again, not active.
ALTER TABLE system.users ADD COLUMN suspended_from TEXT CHECK (suspended_from IN ('INVITED', 'ACTIVE'));

-- "editor" beside "Editor" would be a trap in every list of roles.
CREATE UNIQUE INDEX roles_by_lower_name ON system.roles (tenant_id, lower(name));

-- auth redeems invitations: in its transaction, and under the tenant bound to it, an invited user becomes active. Nothing
-- else of a user can be changed from outside. False when there is no such user, or they are not invited any more.
CREATE FUNCTION app.activate_invited_user(invited UUID) RETURNS BOOLEAN
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH activated AS (
    UPDATE system.users SET status = 'ACTIVE'
    WHERE tenant_id = app.current_tenant() AND id = invited AND status = 'INVITED'
    RETURNING id
  )
  SELECT count(*) = 1 FROM activated
$$;
REVOKE ALL ON FUNCTION app.activate_invited_user(UUID) FROM PUBLIC;

-- It verifies the chain of its tenant with the rights it has, and needs nothing but these for it.
GRANT EXECUTE ON FUNCTION app.audit_head(), app.audit_hash(app.audit_entries), app.audit_genesis(UUID),
  app.verify_audit_chain() TO gestas_system;
