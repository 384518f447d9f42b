-- What needs a person: runs that failed for good, decisions that wait, and what a workflow did to the outside world.

-- Production runs that failed, one row each. Written in the transaction of the flush that says so; open until somebody
-- resumed, retried or discarded the run. A resumed run that fails again is open again. No foreign keys: rows are written
-- in batches across tenants, like those of the other run tables.
CREATE TABLE dead_letters (
  tenant_id uuid NOT NULL,
  run_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  version int,
  node_id text,
  node_name text,
  category text NOT NULL,
  code text NOT NULL,
  -- What the other side answered with, where it answered.
  answer_status int,
  message text NOT NULL,
  failed_at timestamptz(3) NOT NULL DEFAULT now(),
  -- How often this run failed.
  failures int NOT NULL DEFAULT 1,
  retention_class smallint NOT NULL,
  handled_at timestamptz(3),
  handled_by text,
  handling text CHECK (handling IN ('resumed', 'retried', 'discarded')),
  note text CHECK (length(note) <= 1000),
  -- The run that became of it: itself after a resume, the new one after a retry.
  result_run_id uuid,
  PRIMARY KEY (tenant_id, run_id),
  CHECK ((handled_at IS NULL) = (handling IS NULL))
);
-- Open ones are few and asked for often; the others are looked up now and then.
CREATE INDEX dead_letters_open ON dead_letters (tenant_id, failed_at DESC, run_id DESC) WHERE handled_at IS NULL;
CREATE INDEX dead_letters_newest ON dead_letters (tenant_id, failed_at DESC, run_id DESC);

ALTER TABLE dead_letters ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON dead_letters TO heddle_app
  USING (tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid))
  WITH CHECK (tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid));
CREATE POLICY runner ON dead_letters TO heddle_runner USING (true) WITH CHECK (true);
-- Workers write and forget them; people read them and say what becomes of them.
GRANT SELECT ON dead_letters TO heddle_app;
GRANT UPDATE (handled_at, handled_by, handling, note, result_run_id) ON dead_letters TO heddle_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON dead_letters TO heddle_runner;

-- Decisions that wait for a person, of one tenant, newest first. No other wait pays for it.
CREATE INDEX waits_decisions ON waits (tenant_id, created_at DESC) WHERE kind = 'decision' AND resolved_at IS NULL;

-- The ledger of a workflow is read by time without touching its runs. What is shown of an answer stands beside it, so
-- that the answer itself, which may hold anything, is never read for it.
ALTER TABLE receipts
  ADD COLUMN workflow_id uuid,
  ADD COLUMN answer_status int,
  ADD COLUMN error_code text,
  ADD COLUMN decided_by text,
  -- Later calls of the step that took the answer from here instead of sending again.
  ADD COLUMN replays int NOT NULL DEFAULT 0;
-- None of its columns is ever changed, so that closing a receipt costs the index nothing.
CREATE INDEX receipts_workflow ON receipts (tenant_id, workflow_id, intended_at DESC, run_id DESC);

UPDATE receipts SET workflow_id = r.workflow_id FROM runs r
  WHERE r.tenant_id = receipts.tenant_id AND r.id = receipts.run_id AND r.retention_class = receipts.retention_class;
UPDATE receipts SET workflow_id = l.workflow_id FROM run_live l
  WHERE l.tenant_id = receipts.tenant_id AND l.id = receipts.run_id;
