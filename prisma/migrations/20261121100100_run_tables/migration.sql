-- The run tables. Hand-written SQL alone reads and writes them (infra/db/run-store); Prisma does not know them
-- (prisma.config.ts). No foreign keys between them: they are written in batches across tenants and dropped by partition.

-- Everything that is not finished: slim, not partitioned, vacuumed often, so that claiming stays fast.
CREATE TABLE run_live (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  project_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  version int,
  graph_hash text NOT NULL,
  mode text NOT NULL DEFAULT 'production' CHECK (mode IN ('production', 'test')),
  trigger_node text NOT NULL,
  status text NOT NULL DEFAULT 'queued',
  priority smallint NOT NULL DEFAULT 0,
  retention_class smallint NOT NULL DEFAULT 30 CHECK (retention_class IN (7, 30, 90, 365)),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  started_at timestamptz(3),
  due_at timestamptz(3), -- null = waits for a signal or a decision only
  worker_id uuid,
  epoch int NOT NULL DEFAULT 0,
  seq int NOT NULL DEFAULT 0,
  deaths smallint NOT NULL DEFAULT 0,
  reply_to text,
  answer jsonb,
  cancel_requested_by text,
  flags text[] NOT NULL DEFAULT '{}',
  parent_run_id uuid,
  trace_id text,
  started_by text
) WITH (
  fillfactor = 50,
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0
);
CREATE INDEX run_live_due ON run_live (due_at) WHERE worker_id IS NULL AND due_at IS NOT NULL;
CREATE INDEX run_live_worker ON run_live (worker_id) WHERE worker_id IS NOT NULL;
CREATE INDEX run_live_tenant ON run_live (tenant_id, workflow_id, id DESC);

-- History: a partition for each retention class, and in it one for each week of run ids, so retention drops tables.
CREATE TABLE runs (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  project_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  version int,
  graph_hash text NOT NULL,
  mode text NOT NULL,
  trigger_node text NOT NULL,
  status text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  started_at timestamptz(3),
  finished_at timestamptz(3) NOT NULL,
  error jsonb,
  output jsonb,
  answer jsonb,
  flags text[] NOT NULL DEFAULT '{}',
  parent_run_id uuid,
  trace_id text,
  started_by text,
  step_count int NOT NULL DEFAULT 0,
  retention_class smallint NOT NULL,
  seq int NOT NULL,
  PRIMARY KEY (tenant_id, id, retention_class)
) PARTITION BY LIST (retention_class);
CREATE INDEX runs_workflow ON runs (tenant_id, workflow_id, id DESC);
CREATE INDEX runs_newest ON runs (tenant_id, id DESC);

CREATE TABLE run_facts (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  seq int NOT NULL,
  epoch int NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  facts jsonb NOT NULL,
  retention_class smallint NOT NULL,
  PRIMARY KEY (tenant_id, run_id, seq, retention_class)
) PARTITION BY LIST (retention_class);

CREATE TABLE receipts (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  step_key text NOT NULL,
  effect text NOT NULL,
  attempt int NOT NULL,
  status text NOT NULL CHECK (status IN ('intended', 'answered', 'failed')),
  idempotency_key text NOT NULL,
  summary text NOT NULL,
  intended_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  result jsonb,
  retention_class smallint NOT NULL,
  PRIMARY KEY (tenant_id, run_id, step_key, effect, retention_class)
) PARTITION BY LIST (retention_class);

-- Everything a run waits for: time, retry, signal, decision.
CREATE TABLE waits (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  step_key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('timer', 'retry', 'signal', 'decision')),
  due_at timestamptz(3),
  signal text,
  detail jsonb,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  resolved_at timestamptz(3),
  resolution jsonb,
  resolved_by text,
  PRIMARY KEY (tenant_id, run_id, step_key)
);
CREATE INDEX waits_signal ON waits (tenant_id, signal) WHERE signal IS NOT NULL;

-- One row for each living worker process; all leases of a worker hang on its heartbeat.
CREATE TABLE workers (
  id uuid PRIMARY KEY,
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  heartbeat_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  host text NOT NULL,
  pid int NOT NULL,
  version text NOT NULL,
  draining boolean NOT NULL DEFAULT false
);

-- Who watches what. Lost in a crash without harm: rows are leased and written anew.
CREATE UNLOGGED TABLE live_interest (
  web_id text NOT NULL,
  tenant_id uuid NOT NULL,
  topic text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (web_id, tenant_id, topic)
);
CREATE INDEX live_interest_topic ON live_interest (tenant_id, topic);
