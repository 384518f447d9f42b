-- Flow control: how many runs of a workflow go on at once, fair picking between tenants, pause and continue, signals that
-- come before anybody waits for them, and events that are gathered into one run. infra/db/run-store/README.md has the rules.

-- gate: null = no limit concerns the run; held = waits until its workflow has room; open = counts as one of the runs at
-- once; inside = called by a run that counts, so it never waits. not_before: a held run is not in line yet.
-- steer: what a person wants of a run that a worker holds.
ALTER TABLE run_live
  ADD COLUMN gate text CHECK (gate IN ('held', 'open', 'inside')),
  ADD COLUMN not_before timestamptz(3),
  ADD COLUMN steer text CHECK (steer IN ('pause', 'continue')),
  ADD COLUMN steer_by text;
-- Most runs have no gate: this index holds none of them.
CREATE INDEX run_live_gate ON run_live (tenant_id, workflow_id, gate, priority DESC, id) WHERE gate IS NOT NULL;
-- Who is next within a tenant; the index on due_at alone stays the one that is asked first.
CREATE INDEX run_live_next ON run_live (tenant_id, priority, due_at) WHERE worker_id IS NULL AND due_at IS NOT NULL;
-- What a worker holds, and how much of it is one tenant's.
CREATE INDEX run_live_holder ON run_live (worker_id, tenant_id) WHERE worker_id IS NOT NULL;
DROP INDEX run_live_worker;

-- A row for each workflow whose published version limits how many of its runs go on at once. Its lock orders admission.
CREATE TABLE run_gates (
  tenant_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  concurrency int NOT NULL CHECK (concurrency > 0),
  PRIMARY KEY (tenant_id, workflow_id)
);
-- Signals that came before the run waited for them, in order of arrival.
CREATE TABLE kept_signals (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuid7_now(),
  signal text NOT NULL,
  payload json,
  sent_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, run_id, id)
);
-- Events that are gathered: the run they became, and how many of them there were.
CREATE TABLE debounces (
  tenant_id uuid NOT NULL,
  source text NOT NULL,
  key text NOT NULL,
  run_id uuid NOT NULL,
  events int NOT NULL DEFAULT 1,
  first_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, source, key)
);
CREATE INDEX debounces_expires_at ON debounces (expires_at);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['run_gates', 'kept_signals', 'debounces'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
      'CREATE POLICY tenant ON %I TO heddle_app USING (tenant_id = (SELECT nullif(current_setting(''app.tenant_id'', true), '''')::uuid)) '
      'WITH CHECK (tenant_id = (SELECT nullif(current_setting(''app.tenant_id'', true), '''')::uuid))', t);
    EXECUTE format('CREATE POLICY runner ON %I TO heddle_runner USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO heddle_app, heddle_runner', t);
  END LOOP;
END $$;

-- Lets in as many held runs of these workflows as there is room for, first those of high priority, then by arrival. The
-- row of the gate is locked, so of several who ask at once each sees what the one before let in. A workflow without a gate
-- lets all in. Gives back how many.
CREATE FUNCTION heddle_admit(p_tenants uuid[], p_workflows uuid[]) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  asked record;
  at_once int;
  room bigint;
  let_in int;
  total int := 0;
BEGIN
  FOR asked IN
    SELECT DISTINCT t.tenant_id, t.workflow_id FROM unnest(p_tenants, p_workflows) AS t (tenant_id, workflow_id) ORDER BY 1, 2
  LOOP
    at_once := NULL;
    room := NULL;
    SELECT g.concurrency INTO at_once FROM public.run_gates g
      WHERE g.tenant_id = asked.tenant_id AND g.workflow_id = asked.workflow_id FOR UPDATE;
    IF at_once IS NOT NULL THEN
      SELECT at_once - count(*) INTO room FROM public.run_live l
        WHERE l.tenant_id = asked.tenant_id AND l.workflow_id = asked.workflow_id AND l.gate = 'open';
      CONTINUE WHEN room <= 0;
    END IF;
    WITH next AS (
      SELECT l.id FROM public.run_live l
      WHERE l.tenant_id = asked.tenant_id AND l.workflow_id = asked.workflow_id AND l.gate = 'held'
        AND l.worker_id IS NULL AND l.due_at IS NULL AND l.status <> 'paused'
        AND (l.not_before IS NULL OR l.not_before <= now())
      ORDER BY l.priority DESC, l.id LIMIT room FOR UPDATE SKIP LOCKED
    )
    UPDATE public.run_live l SET gate = CASE WHEN at_once IS NULL THEN NULL ELSE 'open' END, due_at = now()
      FROM next WHERE l.id = next.id;
    GET DIAGNOSTICS let_in = ROW_COUNT;
    total := total + let_in;
  END LOOP;
  IF total > 0 THEN
    PERFORM pg_notify('heddle_due', '');
  END IF;
  RETURN total;
END $$;
REVOKE ALL ON FUNCTION heddle_admit(uuid[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION heddle_admit(uuid[], uuid[]) TO heddle_app, heddle_runner;

-- Versions that are published already.
INSERT INTO run_gates (tenant_id, workflow_id, concurrency)
SELECT w.tenant_id, w.id, least((g.graph->'settings'->>'concurrency')::numeric, 2147483647)::int
FROM workflows w
  JOIN versions v ON v.tenant_id = w.tenant_id AND v.workflow_id = w.id AND v.number = w.published_version
  JOIN graphs g ON g.tenant_id = v.tenant_id AND g.hash = v.graph_hash
WHERE (g.graph->'settings'->>'concurrency')::numeric >= 1;
