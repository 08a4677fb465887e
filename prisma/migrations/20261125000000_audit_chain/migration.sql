-- Audit rows become one chain per tenant: each holds its number, the hash of the row before, and the hash of itself with
-- that. The head is kept where no plugin reaches, so that a tail that was cut off is missed too.
CREATE TABLE platform_control.audit_heads (
  tenant_id UUID PRIMARY KEY REFERENCES platform_control.tenants (id),
  seq BIGINT NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  hash BYTEA NOT NULL
);

-- "C": a prefix is a range of the index, and comparing is leakproof, which row-level security needs to use an index.
ALTER TABLE app.audit_entries
  ALTER COLUMN action TYPE TEXT COLLATE "C",
  ALTER COLUMN target TYPE TEXT COLLATE "C",
  ALTER COLUMN outcome TYPE TEXT COLLATE "C",
  ADD COLUMN seq BIGINT,
  ADD COLUMN previous_hash BYTEA,
  ADD COLUMN hash BYTEA;

-- SHA-256 over the row as a JSON array; the time as microseconds, so that no setting of a session changes the text.
CREATE FUNCTION app.audit_hash(entry app.audit_entries) RETURNS BYTEA LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(
    entry.seq, encode(entry.previous_hash, 'hex'), entry.id, entry.tenant_id,
    (extract(epoch FROM entry.at) * 1000000)::bigint, entry.actor_id, entry.session_id, entry.address, entry.plugin,
    entry.action, entry.target, entry.outcome, entry.request_id, entry.details)::text, 'UTF8'))
$$;

-- What the first row of a tenant is linked to.
CREATE FUNCTION app.audit_genesis(tenant UUID) RETURNS BYTEA LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to('gestas audit ' || tenant::text, 'UTF8'))
$$;

-- The head's row lock puts a tenant's rows in one order from here to the commit; the SDK writes the row last, so that it
-- is held no longer than the commit takes. Whatever the inserting role says of number, time and hashes is not believed.
CREATE FUNCTION app.chain_audit_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE head platform_control.audit_heads;
BEGIN
  SELECT * INTO head FROM platform_control.audit_heads WHERE tenant_id = NEW.tenant_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO platform_control.audit_heads (tenant_id, seq, at, hash)
    VALUES (NEW.tenant_id, 0, '-infinity', app.audit_genesis(NEW.tenant_id)) ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM platform_control.audit_heads WHERE tenant_id = NEW.tenant_id FOR UPDATE;
  END IF;
  NEW.seq := head.seq + 1;
  NEW.at := greatest(clock_timestamp(), head.at + interval '1 microsecond');
  NEW.previous_hash := head.hash;
  NEW.hash := app.audit_hash(NEW);
  UPDATE platform_control.audit_heads SET seq = NEW.seq, at = NEW.at, hash = NEW.hash WHERE tenant_id = NEW.tenant_id;
  RETURN NEW;
END $$;

-- The head of the bound tenant's chain.
CREATE FUNCTION app.audit_head() RETURNS TABLE (seq BIGINT, hash BYTEA)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT h.seq, h.hash FROM platform_control.audit_heads AS h WHERE h.tenant_id = app.current_tenant()
$$;

-- The bound tenant's chain: how many rows hold, and the number of the first link that is broken, with what is wrong:
-- CHANGED (its hash is not its content's), MISSING (no row of that number), UNLINKED (it does not follow the row before),
-- TRUNCATED (the head knows of later rows), APPENDED (the head knows nothing of it).
CREATE FUNCTION app.verify_audit_chain() RETURNS TABLE (checked BIGINT, broken_seq BIGINT, fault TEXT)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH tenant AS (SELECT app.current_tenant() AS id),
  head AS (SELECT seq, hash FROM app.audit_head()),
  chain AS (
    SELECT e.seq, e.hash, e.previous_hash, app.audit_hash(e) AS content_hash,
      lag(e.seq, 1, 0::bigint) OVER linked AS seq_before,
      lag(e.hash, 1, app.audit_genesis(e.tenant_id)) OVER linked AS hash_before
    FROM app.audit_entries AS e, tenant WHERE e.tenant_id = tenant.id
    WINDOW linked AS (ORDER BY e.seq NULLS LAST)
  ),
  faults AS (
    SELECT CASE WHEN seq <> seq_before + 1 THEN seq_before + 1 ELSE seq END AS seq,
      CASE WHEN seq <> seq_before + 1 THEN 'MISSING'
        WHEN hash IS DISTINCT FROM content_hash THEN 'CHANGED'
        WHEN previous_hash IS DISTINCT FROM hash_before THEN 'UNLINKED'
        WHEN seq > coalesce((SELECT head.seq FROM head), 0) THEN 'APPENDED'
        WHEN seq = (SELECT head.seq FROM head) AND hash <> (SELECT head.hash FROM head) THEN 'CHANGED' END AS fault
    FROM chain
    UNION ALL
    SELECT coalesce(max(chain.seq), 0) + 1, 'TRUNCATED' FROM chain
    HAVING coalesce(max(chain.seq), 0) < (SELECT head.seq FROM head)
  ),
  broken AS (SELECT seq, fault FROM faults WHERE fault IS NOT NULL ORDER BY seq LIMIT 1)
  SELECT (SELECT count(*) FROM chain WHERE chain.seq < coalesce((SELECT seq FROM broken), chain.seq + 1)),
    (SELECT seq FROM broken), (SELECT fault FROM broken)
$$;

REVOKE ALL ON FUNCTION app.audit_hash(app.audit_entries), app.audit_genesis(UUID), app.chain_audit_entry(),
  app.audit_head(), app.verify_audit_chain() FROM PUBLIC;

-- Rows from before the chain, in the order of their times. Forced row-level security binds the owner too, so it rests.
ALTER TABLE app.audit_entries NO FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
  entry app.audit_entries;
  head platform_control.audit_heads;
BEGIN
  FOR entry IN SELECT * FROM app.audit_entries ORDER BY tenant_id, at, id LOOP
    IF head.tenant_id IS DISTINCT FROM entry.tenant_id THEN
      head := ROW (entry.tenant_id, 0, '-infinity'::timestamptz, app.audit_genesis(entry.tenant_id));
    END IF;
    entry.seq := head.seq + 1;
    entry.at := greatest(entry.at, head.at + interval '1 microsecond');
    entry.previous_hash := head.hash;
    entry.hash := app.audit_hash(entry);
    UPDATE app.audit_entries SET seq = entry.seq, at = entry.at, previous_hash = entry.previous_hash, hash = entry.hash
    WHERE id = entry.id;
    head := ROW (entry.tenant_id, entry.seq, entry.at, entry.hash);
    INSERT INTO platform_control.audit_heads VALUES (head.*)
    ON CONFLICT (tenant_id) DO UPDATE SET seq = head.seq, at = head.at, hash = head.hash;
  END LOOP;
END $$;
ALTER TABLE app.audit_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE app.audit_entries
  ALTER COLUMN seq SET NOT NULL,
  ALTER COLUMN previous_hash SET NOT NULL,
  ALTER COLUMN hash SET NOT NULL,
  ADD UNIQUE (tenant_id, seq);
CREATE TRIGGER chain BEFORE INSERT ON app.audit_entries FOR EACH ROW EXECUTE FUNCTION app.chain_audit_entry();

-- Every filter, newest first. Time rises with the number, so a span of time is a span of numbers.
DROP INDEX app.audit_entries_by_time;
CREATE INDEX audit_entries_by_time ON app.audit_entries (tenant_id, at);
CREATE INDEX audit_entries_by_actor ON app.audit_entries (tenant_id, actor_id, seq);
CREATE INDEX audit_entries_by_action ON app.audit_entries (tenant_id, action, seq);
CREATE INDEX audit_entries_by_target ON app.audit_entries (tenant_id, target, seq);
CREATE INDEX audit_entries_by_outcome ON app.audit_entries (tenant_id, outcome, seq);
