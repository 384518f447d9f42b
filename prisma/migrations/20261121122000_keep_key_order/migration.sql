-- What people write and receive keeps the order of its keys: jsonb sorts them, json keeps the text. None of these
-- columns is ever searched inside.
ALTER TABLE run_facts ALTER COLUMN facts TYPE json USING facts::json;
ALTER TABLE runs
  ALTER COLUMN error TYPE json USING error::json,
  ALTER COLUMN output TYPE json USING output::json,
  ALTER COLUMN answer TYPE json USING answer::json;
ALTER TABLE receipts ALTER COLUMN result TYPE json USING result::json;
ALTER TABLE run_live ALTER COLUMN answer TYPE json USING answer::json;
ALTER TABLE graphs ALTER COLUMN graph TYPE json USING graph::json;
ALTER TABLE drafts ALTER COLUMN graph TYPE json USING graph::json;
