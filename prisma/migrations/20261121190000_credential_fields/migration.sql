-- What a credential says in the open (names of headers and users, addresses): shown without opening the envelope.
ALTER TABLE "credentials" ADD COLUMN "fields" JSONB NOT NULL DEFAULT '{}';
