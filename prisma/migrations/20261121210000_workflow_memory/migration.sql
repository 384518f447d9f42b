-- What a workflow keeps from run to run: values under names, in scopes. Written with the result of the step that changed
-- it, and only by production runs. No foreign keys: rows are written in batches across tenants, like those of the run
-- tables; archiving a workflow removes its rows.
CREATE TABLE workflow_memory (
  tenant_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  scope text NOT NULL CHECK (length(scope) <= 200),
  key text NOT NULL CHECK (length(key) <= 200),
  -- Null where the name alone says it.
  value json,
  -- The order in which names were added: the oldest go first where a scope has a limit.
  place bigint GENERATED ALWAYS AS IDENTITY,
  changed_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, workflow_id, scope, key)
);
CREATE INDEX workflow_memory_oldest ON workflow_memory (tenant_id, workflow_id, scope, place DESC);

ALTER TABLE workflow_memory ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON workflow_memory TO heddle_app
  USING (tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid))
  WITH CHECK (tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid));
CREATE POLICY runner ON workflow_memory TO heddle_runner USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON workflow_memory TO heddle_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON workflow_memory TO heddle_runner;
