-- What running Heddle needs: who works here, when it was backed up, a way to read everything for a backup, and history
-- that ends.

-- Living web and worker processes with the figures they count. Lost in a crash without harm: rows are written anew.
CREATE UNLOGGED TABLE processes (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('web', 'worker')),
  host text NOT NULL,
  pid int NOT NULL,
  version text NOT NULL,
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  heartbeat_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  figures json NOT NULL DEFAULT '[]'
);
-- Backups that were made of this database. The archives themselves lie elsewhere.
CREATE TABLE backups (
  id uuid PRIMARY KEY,
  finished_at timestamptz(3) NOT NULL DEFAULT now(),
  bytes bigint NOT NULL,
  row_count bigint NOT NULL,
  blob_count bigint NOT NULL
);
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['processes', 'backups'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY runner ON %I TO heddle_runner USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO heddle_runner', t);
  END LOOP;
END $$;

-- Backup: reads every row of every tenant and changes nothing. Only whoever migrates may take this role.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'heddle_backup') THEN
    BEGIN
      CREATE ROLE heddle_backup NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
  END IF;
  IF NOT pg_has_role(current_user, 'heddle_backup', 'USAGE') THEN
    EXECUTE format('GRANT heddle_backup TO %I', current_user);
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO heddle_backup;

-- Gives the backup role its sight of tables that were made since. Called after each migration, by the owner.
CREATE FUNCTION heddle_open_to_backup() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  t text;
BEGIN
  FOR t IN
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
      AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'backup')
  LOOP
    EXECUTE format('CREATE POLICY backup ON public.%I FOR SELECT TO heddle_backup USING (true)', t);
    EXECUTE format('GRANT SELECT ON public.%I TO heddle_backup', t);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION heddle_open_to_backup() FROM PUBLIC;
SELECT heddle_open_to_backup();

-- History that ends -----------------------------------------------------------------------------------------------------

-- The weeks of history whose last day is older than their retention class, unless a run of that week is not finished.
CREATE FUNCTION heddle_expired_weeks() RETURNS TABLE (retention_class smallint, week date)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT w.class, w.week FROM (
    -- Names are taken apart only where they are of the right form, in whatever order the conditions are tried.
    SELECT CASE WHEN c.relname ~ '^runs_[0-9]+_[0-9]{8}$' THEN split_part(c.relname, '_', 2)::smallint END AS class,
      CASE WHEN c.relname ~ '^runs_[0-9]+_[0-9]{8}$' THEN to_date(split_part(c.relname, '_', 3), 'YYYYMMDD') END AS week
    FROM pg_class c WHERE c.relnamespace = 'heddle_parts'::regnamespace AND c.relispartition
  ) w
  WHERE w.week IS NOT NULL AND w.week + 7 + w.class <= (now() AT TIME ZONE 'UTC')::date
    AND NOT EXISTS (
      SELECT FROM public.run_live l WHERE l.retention_class = w.class
        AND l.id >= public.uuid7_low(w.week::timestamp AT TIME ZONE 'UTC')
        AND l.id < public.uuid7_low((w.week + 7)::timestamp AT TIME ZONE 'UTC'))
  ORDER BY 2, 1
$$;

-- Drops the partitions of one expired week; false when that week is not expired. Rows that strayed into the default
-- partitions go with it.
CREATE FUNCTION heddle_drop_week(p_class smallint, p_week date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  parent record;
  leaf text;
BEGIN
  -- Dropping waits for readers, and everybody else would wait behind it.
  PERFORM set_config('lock_timeout', '2s', true);
  PERFORM pg_advisory_xact_lock(hashtext('heddle_ensure_partitions'));
  IF NOT EXISTS (SELECT FROM public.heddle_expired_weeks() e WHERE e.retention_class = p_class AND e.week = p_week) THEN
    RETURN false;
  END IF;
  -- `runs` last: as long as it is there, the week is found again.
  FOR parent IN SELECT * FROM (VALUES ('receipts', 'run_id'), ('run_facts', 'run_id'), ('runs', 'id')) AS p (name, key) LOOP
    leaf := format('%s_%s_%s', parent.name, p_class, to_char(p_week, 'YYYYMMDD'));
    EXECUTE format('DROP TABLE IF EXISTS heddle_parts.%I', leaf);
    EXECUTE format('DELETE FROM heddle_parts.%I WHERE %I >= %L AND %I < %L', format('%s_%s_default', parent.name, p_class),
      parent.key, public.uuid7_low(p_week::timestamp AT TIME ZONE 'UTC'),
      parent.key, public.uuid7_low((p_week + 7)::timestamp AT TIME ZONE 'UTC'));
  END LOOP;
  RETURN true;
END $$;

-- Makes the weekly partitions of one class for the weeks of these moments, as `heddle_ensure_partitions` makes them for
-- the weeks to come. For a restore, which brings history back into the weeks it was made in.
CREATE FUNCTION heddle_make_weeks(p_class smallint, p_weeks date[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  parent record;
  class_table text;
  week date;
  leaf text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('heddle_ensure_partitions'));
  FOR parent IN SELECT * FROM (VALUES ('runs', 'id'), ('run_facts', 'run_id'), ('receipts', 'run_id')) AS p (name, key) LOOP
    class_table := format('%s_%s', parent.name, p_class);
    IF to_regclass(format('heddle_parts.%I', class_table)) IS NULL THEN
      EXECUTE format('CREATE TABLE heddle_parts.%I PARTITION OF public.%I FOR VALUES IN (%s) PARTITION BY RANGE (%I)',
        class_table, parent.name, p_class, parent.key);
      EXECUTE format('CREATE TABLE heddle_parts.%I PARTITION OF heddle_parts.%I DEFAULT', class_table || '_default', class_table);
      PERFORM public.heddle_lock_partition(format('heddle_parts.%I', class_table)::regclass);
      PERFORM public.heddle_lock_partition(format('heddle_parts.%I', class_table || '_default')::regclass);
    END IF;
    FOREACH week IN ARRAY p_weeks LOOP
      leaf := format('%s_%s', class_table, to_char(week, 'YYYYMMDD'));
      CONTINUE WHEN to_regclass(format('heddle_parts.%I', leaf)) IS NOT NULL;
      EXECUTE format('CREATE TABLE heddle_parts.%I PARTITION OF heddle_parts.%I FOR VALUES FROM (%L) TO (%L)', leaf, class_table,
        public.uuid7_low(week::timestamp AT TIME ZONE 'UTC'), public.uuid7_low((week + 7)::timestamp AT TIME ZONE 'UTC'));
      PERFORM public.heddle_lock_partition(format('heddle_parts.%I', leaf)::regclass);
    END LOOP;
  END LOOP;
END $$;

CREATE POLICY maintenance ON run_live FOR SELECT TO heddle_maintenance USING (true);
GRANT SELECT (id, retention_class) ON run_live TO heddle_maintenance;
-- Creating in `public` is lent for the hand-over alone.
DO $$
BEGIN
  EXECUTE 'GRANT CREATE ON SCHEMA public TO heddle_maintenance';
EXCEPTION WHEN insufficient_privilege THEN
  NULL;
END $$;
ALTER FUNCTION heddle_expired_weeks() OWNER TO heddle_maintenance;
ALTER FUNCTION heddle_drop_week(smallint, date) OWNER TO heddle_maintenance;
ALTER FUNCTION heddle_make_weeks(smallint, date[]) OWNER TO heddle_maintenance;
REVOKE ALL ON FUNCTION heddle_expired_weeks(), heddle_drop_week(smallint, date), heddle_make_weeks(smallint, date[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION heddle_expired_weeks(), heddle_drop_week(smallint, date) TO heddle_runner, heddle_maintenance;
GRANT EXECUTE ON FUNCTION heddle_make_weeks(smallint, date[]) TO heddle_maintenance;
DO $$
BEGIN
  EXECUTE 'REVOKE CREATE ON SCHEMA public FROM heddle_maintenance';
EXCEPTION WHEN insufficient_privilege THEN
  NULL;
END $$;
