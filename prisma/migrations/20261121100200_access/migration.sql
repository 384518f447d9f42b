-- Who may see what. Group roles without login stand for the parts of the product; every pool takes one of them when it
-- connects (`-c role=…`), so that row-level security holds whatever the login may do.

-- Roles belong to the whole server, and several databases of it may be migrated at once.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['heddle_app', 'heddle_runner', 'heddle_lookup', 'heddle_maintenance', 'heddle_queue'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END;
    END IF;
    -- The login that migrates must be able to take and hand over the roles; having made them is not enough for that.
    IF NOT pg_has_role(current_user, role_name, 'USAGE') THEN
      EXECUTE format('GRANT %I TO %I', role_name, current_user);
    END IF;
  END LOOP;
END $$;

-- Queue: owns its schema, where BullMQ makes tables and sequences by itself.
CREATE SCHEMA bullmq;
GRANT ALL ON SCHEMA bullmq TO heddle_queue;
-- Lookup: the few questions that are asked before a tenant is known.
CREATE SCHEMA heddle_lookup;
-- Partitions: nobody reaches them but through their parents.
CREATE SCHEMA heddle_parts;
GRANT ALL ON SCHEMA heddle_parts TO heddle_maintenance;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO heddle_app, heddle_runner, heddle_lookup, heddle_maintenance;
GRANT USAGE ON SCHEMA heddle_lookup TO heddle_app, heddle_lookup;

-- Row-level security, forced, on every table. A tenant's rows are those of the tenant that the transaction named.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY[
    'memberships', 'invites', 'api_keys', 'projects', 'workflows', 'drafts', 'graphs', 'versions', 'triggers',
    'webhook_routes', 'webhook_listeners', 'credentials', 'variables', 'files', 'limits', 'outbox', 'audit',
    'usage_entries', 'usage_minutes', 'dedup',
    'run_live', 'runs', 'run_facts', 'receipts', 'waits', 'live_interest'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY tenant ON %I TO heddle_app USING (tenant_id = (SELECT nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) '
      'WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', t);
  END LOOP;
END $$;

ALTER TABLE tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON tenants TO heddle_app
  USING (id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid))
  WITH CHECK (id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid));

-- People belong to themselves. A tenant sees the names of its members, and a person the tenants they are in.
ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY self ON users TO heddle_app
  USING (id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))
  WITH CHECK (id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));
CREATE POLICY colleague ON users FOR SELECT TO heddle_app
  USING (EXISTS (
    SELECT FROM memberships m WHERE m.user_id = users.id
      AND m.tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid)));

ALTER TABLE passwords ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY self ON passwords TO heddle_app
  USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))
  WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY self ON sessions TO heddle_app
  USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))
  WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));

CREATE POLICY self ON memberships FOR SELECT TO heddle_app
  USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));

CREATE POLICY mine ON tenants FOR SELECT TO heddle_app
  USING (EXISTS (
    SELECT FROM memberships m WHERE m.tenant_id = tenants.id
      AND m.user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)));

-- Reached through functions of heddle_lookup alone.
ALTER TABLE setup_tokens ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE sign_in_attempts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE workers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- The app: whatever its policies let through, and never a partition.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  memberships, invites, api_keys, projects, workflows, drafts, versions, triggers, webhook_routes, webhook_listeners,
  credentials, variables, files, limits, outbox, dedup, live_interest, waits, run_live
  TO heddle_app;
GRANT SELECT, INSERT ON graphs, audit, usage_entries, run_facts TO heddle_app;
GRANT SELECT ON usage_minutes, runs, receipts TO heddle_app;
GRANT SELECT, INSERT ON tenants TO heddle_app;
GRANT UPDATE (slug, name, retention_class, updated_at) ON tenants TO heddle_app;
GRANT SELECT, INSERT ON users TO heddle_app;
GRANT UPDATE (email, name, updated_at) ON users TO heddle_app;
GRANT SELECT, INSERT, UPDATE ON passwords TO heddle_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO heddle_app;

-- The runner: claims and writes the runs of all tenants, and reads what it needs to execute them.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['run_live', 'runs', 'run_facts', 'receipts', 'waits', 'workers', 'live_interest', 'dedup',
    'outbox', 'files', 'usage_entries', 'usage_minutes'] LOOP
    EXECUTE format('CREATE POLICY runner ON %I TO heddle_runner USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO heddle_runner', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['tenants', 'projects', 'workflows', 'versions', 'graphs', 'drafts', 'credentials', 'variables',
    'limits', 'webhook_routes', 'webhook_listeners'] LOOP
    EXECUTE format('CREATE POLICY runner ON %I FOR SELECT TO heddle_runner USING (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO heddle_runner', t);
  END LOOP;
END $$;
CREATE POLICY runner ON triggers TO heddle_runner USING (true) WITH CHECK (true);
GRANT SELECT ON triggers TO heddle_runner;
GRANT UPDATE (state, next_due_at) ON triggers TO heddle_runner;

-- Readiness asks whether a worker lives.
CREATE POLICY everyone ON workers FOR SELECT TO heddle_app USING (true);
GRANT SELECT ON workers TO heddle_app;

-- Audit: rows are added and never changed; the sealer fills the chain once.
CREATE POLICY sealer ON audit TO heddle_maintenance USING (true) WITH CHECK (true);
GRANT SELECT ON audit TO heddle_maintenance;
GRANT UPDATE (seq, prev_hash, hash) ON audit TO heddle_maintenance;
CREATE FUNCTION heddle_guard_audit() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.hash IS NULL AND NEW.hash IS NOT NULL
    AND (to_jsonb(NEW) - ARRAY['seq', 'prev_hash', 'hash']) = (to_jsonb(OLD) - ARRAY['seq', 'prev_hash', 'hash']) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit entries are never changed' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION heddle_guard_audit();

-- Partitions ----------------------------------------------------------------------------------------------------------

-- The smallest version-7 id of a moment: ids sort by time, so a range of ids is a range of time.
CREATE FUNCTION uuid7_low(ts timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM ts) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

CREATE FUNCTION heddle_lock_partition(part regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part);
  EXECUTE format(
    'CREATE POLICY tenant ON %s TO heddle_app USING (tenant_id = (SELECT nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) '
    'WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', part);
  EXECUTE format('CREATE POLICY maintenance ON %s TO heddle_maintenance USING (true) WITH CHECK (true)', part);
END $$;

-- Makes the weekly partitions of the retention classes in use, from last week until `weeks_ahead` weeks from now.
-- Safe to run at any time and by several at once; gives back how many it made. Rows that strayed into a default
-- partition are moved where they belong.
CREATE FUNCTION heddle_ensure_partitions(weeks_ahead int DEFAULT 4) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  parent record;
  class smallint;
  class_table text;
  week timestamp;
  leaf text;
  low uuid;
  high uuid;
  made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('heddle_ensure_partitions'));
  FOR class IN SELECT 30::smallint UNION SELECT retention_class FROM public.tenants LOOP
    FOR parent IN SELECT * FROM (VALUES ('runs', 'id'), ('run_facts', 'run_id'), ('receipts', 'run_id')) AS p (name, key) LOOP
      class_table := format('%s_%s', parent.name, class);
      IF to_regclass(format('heddle_parts.%I', class_table)) IS NULL THEN
        EXECUTE format('CREATE TABLE heddle_parts.%I PARTITION OF public.%I FOR VALUES IN (%s) PARTITION BY RANGE (%I)',
          class_table, parent.name, class, parent.key);
        EXECUTE format('CREATE TABLE heddle_parts.%I PARTITION OF heddle_parts.%I DEFAULT', class_table || '_default', class_table);
        PERFORM public.heddle_lock_partition(format('heddle_parts.%I', class_table)::regclass);
        PERFORM public.heddle_lock_partition(format('heddle_parts.%I', class_table || '_default')::regclass);
        made := made + 1;
      END IF;
      FOR week IN
        SELECT generate_series(
          date_trunc('week', now() AT TIME ZONE 'UTC') - interval '1 week',
          date_trunc('week', now() AT TIME ZONE 'UTC') + make_interval(weeks => weeks_ahead),
          interval '1 week')
      LOOP
        leaf := format('%s_%s', class_table, to_char(week, 'YYYYMMDD'));
        CONTINUE WHEN to_regclass(format('heddle_parts.%I', leaf)) IS NOT NULL;
        low := public.uuid7_low(week AT TIME ZONE 'UTC');
        high := public.uuid7_low((week + interval '1 week') AT TIME ZONE 'UTC');
        -- Made apart and attached, which takes no lock that readers and writers of other weeks would feel.
        EXECUTE format('CREATE TABLE heddle_parts.%I (LIKE public.%I INCLUDING ALL)', leaf, parent.name);
        PERFORM public.heddle_lock_partition(format('heddle_parts.%I', leaf)::regclass);
        EXECUTE format(
          'WITH strayed AS (DELETE FROM heddle_parts.%I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO heddle_parts.%I SELECT * FROM strayed',
          class_table || '_default', parent.key, low, parent.key, high, leaf);
        EXECUTE format('ALTER TABLE heddle_parts.%I ATTACH PARTITION heddle_parts.%I FOR VALUES FROM (%L) TO (%L)',
          class_table, leaf, low, high);
        made := made + 1;
      END LOOP;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

-- The function needs to own what it makes partitions of. Creating in `public` is lent for the hand-over alone: on older
-- servers everybody has it, and only the schema's owner may lend it.
DO $$
BEGIN
  EXECUTE 'GRANT CREATE ON SCHEMA public TO heddle_maintenance';
EXCEPTION WHEN insufficient_privilege THEN
  NULL;
END $$;
CREATE POLICY maintenance ON runs TO heddle_maintenance USING (true) WITH CHECK (true);
CREATE POLICY maintenance ON run_facts TO heddle_maintenance USING (true) WITH CHECK (true);
CREATE POLICY maintenance ON receipts TO heddle_maintenance USING (true) WITH CHECK (true);
CREATE POLICY maintenance ON tenants FOR SELECT TO heddle_maintenance USING (true);
GRANT SELECT (id, retention_class) ON tenants TO heddle_maintenance;
ALTER TABLE runs OWNER TO heddle_maintenance;
ALTER TABLE run_facts OWNER TO heddle_maintenance;
ALTER TABLE receipts OWNER TO heddle_maintenance;
ALTER FUNCTION heddle_lock_partition(regclass) OWNER TO heddle_maintenance;
ALTER FUNCTION heddle_ensure_partitions(int) OWNER TO heddle_maintenance;
REVOKE ALL ON FUNCTION heddle_lock_partition(regclass), heddle_ensure_partitions(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION heddle_ensure_partitions(int) TO heddle_app, heddle_runner, heddle_maintenance;
GRANT EXECUTE ON FUNCTION heddle_lock_partition(regclass) TO heddle_maintenance;
DO $$
BEGIN
  EXECUTE 'REVOKE CREATE ON SCHEMA public FROM heddle_maintenance';
EXCEPTION WHEN insufficient_privilege THEN
  NULL;
END $$;
