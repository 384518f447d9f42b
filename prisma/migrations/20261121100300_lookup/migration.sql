-- The questions that come before a tenant is known. Each function answers one of them, as the role heddle_lookup, and
-- gives back no more than the caller must know. The app may call them and has no other way to these rows.

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tenants', 'users', 'passwords', 'memberships', 'sessions', 'invites', 'api_keys',
    'webhook_routes', 'webhook_listeners', 'setup_tokens', 'sign_in_attempts'] LOOP
    EXECUTE format('CREATE POLICY lookup ON %I TO heddle_lookup USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO heddle_lookup', t);
  END LOOP;
END $$;
GRANT UPDATE (last_seen_at, expires_at) ON sessions TO heddle_lookup;
GRANT UPDATE (last_used_at) ON api_keys TO heddle_lookup;
GRANT INSERT, UPDATE, DELETE ON setup_tokens, sign_in_attempts TO heddle_lookup;

-- A living session with its person and memberships. Touches `last_seen_at` at most once a minute and moves the end on.
CREATE FUNCTION heddle_lookup.session(p_hash bytea, p_lifetime interval) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  s record;
BEGIN
  SELECT * INTO s FROM public.sessions
    WHERE (token_hash = p_hash OR (previous_hash = p_hash AND previous_until > now())) AND expires_at > now();
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF s.last_seen_at < now() - interval '1 minute' THEN
    UPDATE public.sessions SET last_seen_at = now(), expires_at = greatest(expires_at, now() + p_lifetime) WHERE id = s.id;
  END IF;
  RETURN (
    SELECT jsonb_build_object(
      'sessionId', s.id,
      'expiresAt', s.expires_at,
      'mustRotate', s.must_rotate AND s.token_hash = p_hash,
      'user', jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email),
      'memberships', coalesce((
        SELECT jsonb_agg(jsonb_build_object('tenantId', t.id, 'slug', t.slug, 'name', t.name, 'role', m.role) ORDER BY t.name, t.id)
        FROM public.memberships m JOIN public.tenants t ON t.id = m.tenant_id WHERE m.user_id = u.id), '[]'::jsonb))
    FROM public.users u WHERE u.id = s.user_id);
END $$;

-- Who signs in with this address, and what the password is compared with.
CREATE FUNCTION heddle_lookup.user_by_email(p_email text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'passwordHash', p.hash)
  FROM public.users u LEFT JOIN public.passwords p ON p.user_id = u.id WHERE u.email = lower(p_email)
$$;

-- Counts a try within a window; gives back how many there were with this one.
CREATE FUNCTION heddle_lookup.count_sign_in(p_key bytea, p_window interval) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH swept AS (
    DELETE FROM public.sign_in_attempts WHERE key IN (
      SELECT key FROM public.sign_in_attempts WHERE window_start < now() - p_window AND key <> p_key LIMIT 20 FOR UPDATE SKIP LOCKED)
  )
  INSERT INTO public.sign_in_attempts AS a (key, window_start, count) VALUES (p_key, now(), 1)
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN a.window_start < now() - p_window THEN 1 ELSE a.count + 1 END,
    window_start = CASE WHEN a.window_start < now() - p_window THEN now() ELSE a.window_start END
  RETURNING a.count
$$;

CREATE FUNCTION heddle_lookup.forget_sign_ins(p_key bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  DELETE FROM public.sign_in_attempts WHERE key = p_key
$$;

-- A usable API key with its tenant. Notes the use at most once a minute.
CREATE FUNCTION heddle_lookup.api_key(p_hash bytea) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  k record;
BEGIN
  SELECT a.*, t.slug, t.name AS tenant_name INTO k FROM public.api_keys a JOIN public.tenants t ON t.id = a.tenant_id
    WHERE a.secret_hash = p_hash AND a.revoked_at IS NULL AND (a.expires_at IS NULL OR a.expires_at > now());
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute' THEN
    UPDATE public.api_keys SET last_used_at = now() WHERE tenant_id = k.tenant_id AND id = k.id;
  END IF;
  RETURN jsonb_build_object('id', k.id, 'tenantId', k.tenant_id, 'tenantSlug', k.slug, 'tenantName', k.tenant_name,
    'role', k.role, 'scopes', k.scopes, 'expiresAt', k.expires_at);
END $$;

CREATE FUNCTION heddle_lookup.tenant(p_slug text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT jsonb_build_object('id', id, 'slug', slug, 'name', name, 'retentionClass', retention_class) FROM public.tenants WHERE slug = p_slug
$$;

-- Where a tenant's published webhooks lead.
CREATE FUNCTION heddle_lookup.webhook_routes(p_slug text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('tenantId', t.id, 'retentionClass', t.retention_class, 'projectId', w.project_id,
    'workflowId', r.workflow_id, 'version', r.version, 'graphHash', v.graph_hash, 'nodeId', r.node_id, 'path', r.path,
    'method', r.method, 'config', r.config) ORDER BY r.path, r.method), '[]'::jsonb)
  FROM public.tenants t
    JOIN public.webhook_routes r ON r.tenant_id = t.id
    JOIN public.workflows w ON w.tenant_id = t.id AND w.id = r.workflow_id
    JOIN public.versions v ON v.tenant_id = t.id AND v.workflow_id = r.workflow_id AND v.number = r.version
  WHERE t.slug = p_slug
$$;

-- Where editors of a tenant wait for a test event right now.
CREATE FUNCTION heddle_lookup.webhook_listeners(p_slug text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('tenantId', t.id, 'retentionClass', t.retention_class, 'projectId', w.project_id,
    'workflowId', l.workflow_id, 'version', NULL, 'graphHash', l.graph_hash, 'nodeId', l.node_id, 'path', l.path,
    'method', l.method, 'config', l.config, 'userId', l.user_id) ORDER BY l.path, l.method), '[]'::jsonb)
  FROM public.tenants t
    JOIN public.webhook_listeners l ON l.tenant_id = t.id
    JOIN public.workflows w ON w.tenant_id = t.id AND w.id = l.workflow_id
  WHERE t.slug = p_slug AND l.expires_at > now()
$$;

-- An open invite behind a one-time link.
CREATE FUNCTION heddle_lookup.invite(p_hash bytea) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT jsonb_build_object('id', i.id, 'tenantId', i.tenant_id, 'tenantSlug', t.slug, 'tenantName', t.name, 'email', i.email,
    'role', i.role, 'expiresAt', i.expires_at, 'knownUserId', u.id)
  FROM public.invites i JOIN public.tenants t ON t.id = i.tenant_id LEFT JOIN public.users u ON u.email = i.email
  WHERE i.token_hash = p_hash AND i.accepted_at IS NULL AND i.expires_at > now()
$$;

-- Set-up waits for its first owner until a person outside the demo exists.
CREATE FUNCTION heddle_lookup.setup_needed() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT NOT EXISTS (SELECT FROM public.users WHERE NOT is_demo)
$$;

-- Replaces the open set-up token; false when set-up is over.
CREATE FUNCTION heddle_lookup.put_setup_token(p_id uuid, p_hash bytea, p_lifetime interval) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('heddle_setup'));
  IF NOT heddle_lookup.setup_needed() THEN
    RETURN false;
  END IF;
  DELETE FROM public.setup_tokens WHERE used_at IS NULL;
  INSERT INTO public.setup_tokens (id, token_hash, expires_at) VALUES (p_id, p_hash, now() + p_lifetime);
  RETURN true;
END $$;

-- Uses the token up, in the caller's transaction; false when it is unknown, old or used, or set-up is over.
CREATE FUNCTION heddle_lookup.use_setup_token(p_hash bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('heddle_setup'));
  IF NOT heddle_lookup.setup_needed() THEN
    RETURN false;
  END IF;
  UPDATE public.setup_tokens SET used_at = now() WHERE token_hash = p_hash AND used_at IS NULL AND expires_at > now();
  RETURN FOUND;
END $$;

-- The sessions of a person get new tokens at their next request, after a change of role.
CREATE FUNCTION heddle_lookup.rotate_sessions(p_user uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  -- Only for people of the caller's own tenant.
  IF NOT EXISTS (SELECT FROM public.memberships WHERE user_id = p_user
    AND tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid) THEN
    RETURN;
  END IF;
  UPDATE public.sessions SET must_rotate = true WHERE user_id = p_user;
END $$;
GRANT UPDATE (must_rotate) ON sessions TO heddle_lookup;
GRANT SELECT ON workflows, versions TO heddle_lookup;
CREATE POLICY lookup ON workflows FOR SELECT TO heddle_lookup USING (true);
CREATE POLICY lookup ON versions FOR SELECT TO heddle_lookup USING (true);

-- Lent for the hand-over alone.
GRANT CREATE ON SCHEMA heddle_lookup TO heddle_lookup;
DO $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'heddle_lookup'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO heddle_lookup', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO heddle_app', f);
  END LOOP;
END $$;
REVOKE CREATE ON SCHEMA heddle_lookup FROM heddle_lookup;
