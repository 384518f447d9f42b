-- The primary key (tenant_id, id, retention_class) read backwards gives a tenant's newest runs as well, and every run that
-- ends wrote this index too.
DROP INDEX runs_newest;
