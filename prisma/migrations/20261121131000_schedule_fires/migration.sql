-- What schedules did: a row for each tick that started a run, and one for ticks in a row that were passed over.
CREATE TABLE "schedule_fires" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid7_now(),
    "workflow_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "run_id" UUID,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "last_due_at" TIMESTAMPTZ(3) NOT NULL,
    "ticks" INTEGER NOT NULL DEFAULT 1,
    "fired_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedule_fires_pkey" PRIMARY KEY ("tenant_id","id"),
    CONSTRAINT "schedule_fires_outcome_check" CHECK (
      ("outcome" = 'fired' AND "run_id" IS NOT NULL AND "reason" IS NULL)
      OR ("outcome" = 'skipped' AND "run_id" IS NULL AND "reason" IN ('overlap', 'missed', 'over-limit', 'unreadable')))
);

-- CreateIndex
CREATE INDEX "schedule_fires_tenant_id_workflow_id_id_idx" ON "schedule_fires"("tenant_id", "workflow_id", "id" DESC);

-- CreateIndex
CREATE INDEX "schedule_fires_fired_at_idx" ON "schedule_fires"("fired_at");

-- AddForeignKey
ALTER TABLE "schedule_fires" ADD CONSTRAINT "schedule_fires_tenant_id_workflow_id_fkey" FOREIGN KEY ("tenant_id", "workflow_id") REFERENCES "workflows"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE schedule_fires ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON schedule_fires TO heddle_app
  USING (tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid))
  WITH CHECK (tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid));
CREATE POLICY runner ON schedule_fires TO heddle_runner USING (true) WITH CHECK (true);
-- Workers write and forget them; people read them.
GRANT SELECT ON schedule_fires TO heddle_app;
GRANT SELECT, INSERT, DELETE ON schedule_fires TO heddle_runner;
