-- Names that people give to versions. A name stands on one version of a workflow at a time; it may be moved.
CREATE TABLE "version_tags" (
    "tenant_id" UUID NOT NULL,
    "workflow_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_tags_pkey" PRIMARY KEY ("tenant_id","workflow_id","name")
);

CREATE INDEX "version_tags_tenant_id_workflow_id_version_idx" ON "version_tags"("tenant_id", "workflow_id", "version");

ALTER TABLE "version_tags" ADD CONSTRAINT "version_tags_tenant_id_workflow_id_version_fkey" FOREIGN KEY ("tenant_id", "workflow_id", "version") REFERENCES "versions"("tenant_id", "workflow_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "version_tags" ADD CONSTRAINT "version_tags_name_check" CHECK (length("name") BETWEEN 1 AND 40);

ALTER TABLE "version_tags" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "version_tags" TO heddle_app
  USING (tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid))
  WITH CHECK (tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON "version_tags" TO heddle_app;
