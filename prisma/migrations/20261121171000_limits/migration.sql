-- Who chose a tenant's limit last, and when. Values from before have nobody.
ALTER TABLE "limits" ADD COLUMN "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "limits" ADD COLUMN "updated_by" TEXT;
