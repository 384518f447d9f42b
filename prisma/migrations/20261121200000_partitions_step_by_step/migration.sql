-- Partitions are made and dropped one at a time, each in its own transaction, and none of them waits: whoever waits for
-- a lock on a parent makes everybody else wait behind it. Who cannot have the lock at once tries again later.

-- Makes one partition that is missing, for the weeks `heddle_ensure_partitions` makes; false when none is.
-- Fails with `lock_not_available` when somebody is in the way.
CREATE FUNCTION heddle_make_next_partition(weeks_ahead int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '15ms' AS $$
DECLARE
  parent record;
  class smallint;
  class_table text;
  week timestamp;
  leaf text;
  low uuid;
  high uuid;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('heddle_ensure_partitions')) THEN
    RETURN false;
  END IF;
  FOR class IN SELECT 30::smallint UNION SELECT retention_class FROM public.tenants LOOP
    FOR parent IN SELECT * FROM (VALUES ('runs', 'id'), ('run_facts', 'run_id'), ('receipts', 'run_id')) AS p (name, key) LOOP
      class_table := format('%s_%s', parent.name, class);
      IF to_regclass(format('heddle_parts.%I', class_table)) IS NULL THEN
        -- Made whole before it is attached, so the parent is locked for a moment.
        EXECUTE format('CREATE TABLE heddle_parts.%I (LIKE public.%I INCLUDING ALL) PARTITION BY RANGE (%I)',
          class_table, parent.name, parent.key);
        EXECUTE format('CREATE TABLE heddle_parts.%I PARTITION OF heddle_parts.%I DEFAULT', class_table || '_default', class_table);
        PERFORM public.heddle_lock_partition(format('heddle_parts.%I', class_table)::regclass);
        PERFORM public.heddle_lock_partition(format('heddle_parts.%I', class_table || '_default')::regclass);
        EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION heddle_parts.%I FOR VALUES IN (%s)', parent.name, class_table, class);
        RETURN true;
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
        EXECUTE format('CREATE TABLE heddle_parts.%I (LIKE public.%I INCLUDING ALL)', leaf, parent.name);
        PERFORM public.heddle_lock_partition(format('heddle_parts.%I', leaf)::regclass);
        EXECUTE format(
          'WITH strayed AS (DELETE FROM heddle_parts.%I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO heddle_parts.%I SELECT * FROM strayed',
          class_table || '_default', parent.key, low, parent.key, high, leaf);
        EXECUTE format('ALTER TABLE heddle_parts.%I ATTACH PARTITION heddle_parts.%I FOR VALUES FROM (%L) TO (%L)',
          class_table, leaf, low, high);
        RETURN true;
      END LOOP;
    END LOOP;
  END LOOP;
  RETURN false;
END $$;

-- Drops one of the partitions of an expired week, `runs` last: as long as it is there, the week is found again. Gives
-- `dropped` when the last of them went, `more` when another is to follow, `busy` when somebody else makes or drops one,
-- `kept` when the week is not expired (any more). Fails with `lock_not_available` when somebody is in the way.
CREATE FUNCTION heddle_drop_next_of_week(p_class smallint, p_week date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public SET lock_timeout = '15ms' AS $$
DECLARE
  parent record;
  leaf text;
  stray text;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('heddle_ensure_partitions')) THEN
    RETURN 'busy';
  END IF;
  IF NOT EXISTS (SELECT FROM public.heddle_expired_weeks() e WHERE e.retention_class = p_class AND e.week = p_week) THEN
    RETURN 'kept';
  END IF;
  FOR parent IN SELECT * FROM (VALUES ('receipts', 'run_id'), ('run_facts', 'run_id'), ('runs', 'id')) AS p (name, key) LOOP
    leaf := format('%s_%s_%s', parent.name, p_class, to_char(p_week, 'YYYYMMDD'));
    CONTINUE WHEN to_regclass(format('heddle_parts.%I', leaf)) IS NULL;
    -- Rows that strayed go first: the drop is the last thing done, so its lock is held for a moment.
    stray := format('%s_%s_default', parent.name, p_class);
    EXECUTE format('DELETE FROM heddle_parts.%I WHERE %I >= %L AND %I < %L', stray,
      parent.key, public.uuid7_low(p_week::timestamp AT TIME ZONE 'UTC'),
      parent.key, public.uuid7_low((p_week + 7)::timestamp AT TIME ZONE 'UTC'));
    EXECUTE format('DROP TABLE heddle_parts.%I', leaf);
    RETURN CASE parent.name WHEN 'runs' THEN 'dropped' ELSE 'more' END;
  END LOOP;
  RETURN 'kept';
END $$;

DO $$
BEGIN
  EXECUTE 'GRANT CREATE ON SCHEMA public TO heddle_maintenance';
EXCEPTION WHEN insufficient_privilege THEN
  NULL;
END $$;
ALTER FUNCTION heddle_make_next_partition(int) OWNER TO heddle_maintenance;
ALTER FUNCTION heddle_drop_next_of_week(smallint, date) OWNER TO heddle_maintenance;
REVOKE ALL ON FUNCTION heddle_make_next_partition(int), heddle_drop_next_of_week(smallint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION heddle_make_next_partition(int), heddle_drop_next_of_week(smallint, date) TO heddle_runner, heddle_maintenance;
DO $$
BEGIN
  EXECUTE 'REVOKE CREATE ON SCHEMA public FROM heddle_maintenance';
EXCEPTION WHEN insufficient_privilege THEN
  NULL;
END $$;
