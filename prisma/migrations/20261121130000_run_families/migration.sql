-- Runs that belong together: a run that was resumed, retried, called by another or started because another failed.

-- The step of the parent that waits for this run; null when nobody waits. What kind of trigger started it.
ALTER TABLE run_live ADD COLUMN parent_step text, ADD COLUMN trigger_kind text;
ALTER TABLE runs ADD COLUMN trigger_kind text;
-- Few runs have a parent, so the index costs the others nothing.
CREATE INDEX run_live_parent ON run_live (parent_run_id) WHERE parent_run_id IS NOT NULL;

-- How many runs a step still waits for. What resolves a wait keeps the order of its keys.
ALTER TABLE waits ADD COLUMN pending int;
ALTER TABLE waits ALTER COLUMN resolution TYPE json USING resolution::json;

-- Resuming takes a run out of history and back among the live ones. Nothing else may be taken out.
GRANT DELETE ON runs TO heddle_app;
CREATE POLICY resumable ON runs AS RESTRICTIVE FOR DELETE TO heddle_app USING (status IN ('failed', 'cancelled'));
