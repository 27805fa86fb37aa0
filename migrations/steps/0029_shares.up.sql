-- Records that one organisation lets another one read (SECURITY.md §5 "Sharing"). The owner's row says what was granted, the
-- grantee's copy of it says so in the grantee's own trail; which records it opens was fixed when it was granted.
SET LOCAL ROLE spectra_owner;
CREATE TABLE spectra.shares (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id), -- the owner
  id uuid NOT NULL,
  resource_type text NOT NULL CHECK (resource_type IN ('sample', 'experiment', 'result', 'file', 'notebook_entry', 'protocol')),
  resource_id uuid NOT NULL,
  resource_code text NOT NULL,
  grantee_org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  owner_org text NOT NULL,
  grantee_org text NOT NULL,
  level text NOT NULL DEFAULT 'read' CHECK (level = 'read'),
  cascade text[] NOT NULL DEFAULT '{}',
  records int NOT NULL CHECK (records BETWEEN 1 AND 1000),
  reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 500),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  created_by_name text NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, id, grantee_org_id)
);
CREATE INDEX shares_list ON spectra.shares (org_id, created_at DESC, id DESC);
CREATE TABLE spectra.share_items (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  share_id uuid NOT NULL,
  grantee_org_id uuid NOT NULL,
  resource_type text NOT NULL CHECK (resource_type IN ('sample', 'experiment', 'result', 'file', 'notebook_entry', 'protocol')),
  resource_id uuid NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, share_id, resource_type, resource_id),
  CONSTRAINT share_items_share_fk FOREIGN KEY (org_id, share_id, grantee_org_id) REFERENCES spectra.shares (org_id, id, grantee_org_id)
);
CREATE INDEX share_items_grantee ON spectra.share_items (grantee_org_id, resource_type, resource_id);
CREATE TABLE spectra.received_shares (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id), -- the grantee
  id uuid NOT NULL,
  owner_org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  resource_type text NOT NULL,
  resource_id uuid NOT NULL,
  resource_code text NOT NULL,
  owner_org text NOT NULL,
  grantee_org text NOT NULL,
  level text NOT NULL,
  cascade text[] NOT NULL DEFAULT '{}',
  records int NOT NULL,
  reason text NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL,
  created_by uuid,
  created_by_name text NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX received_shares_list ON spectra.received_shares (org_id, created_at DESC, id DESC);
SELECT app.protect('spectra.shares', 'share');
SELECT app.protect('spectra.share_items', 'share', 'share_id', '', false);
SELECT app.protect('spectra.received_shares', 'share', 'id', '', false);
-- Of a share nothing changes but that it ends; the grantee's copy is written by the trigger below alone.
REVOKE UPDATE ON spectra.shares FROM spectra_app;
GRANT UPDATE (revoked_at, revoked_by) ON spectra.shares TO spectra_app;
REVOKE INSERT ON spectra.received_shares FROM spectra_app;
SELECT app.wall('spectra.shares', '{}', seen => '{resource_id=@resource_type}', guard => false);
SELECT app.wall('spectra.share_items', '{}', seen => '{resource_id=@resource_type}', guard => false);

-- The functions below read as the owner.
CREATE POLICY share_lookup ON spectra.shares FOR SELECT TO spectra_owner USING (true);
CREATE POLICY share_lookup ON spectra.share_items FOR SELECT TO spectra_owner USING (true);
CREATE POLICY share_lookup ON spectra.settings FOR SELECT TO spectra_owner USING (true);
CREATE POLICY share_copy ON spectra.received_shares TO spectra_owner USING (true) WITH CHECK (true);

CREATE FUNCTION app.copy_share() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO spectra.received_shares (org_id, id, owner_org_id, resource_type, resource_id, resource_code, owner_org, grantee_org, level, cascade, records, reason,
      expires_at, created_at, created_by, created_by_name)
    VALUES (NEW.grantee_org_id, NEW.id, NEW.org_id, NEW.resource_type, NEW.resource_id, NEW.resource_code, NEW.owner_org, NEW.grantee_org, NEW.level, NEW.cascade, NEW.records,
      NEW.reason, NEW.expires_at, NEW.created_at, NEW.created_by, NEW.created_by_name);
  ELSE
    UPDATE spectra.received_shares SET revoked_at = NEW.revoked_at WHERE org_id = NEW.grantee_org_id AND id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER copied AFTER INSERT OR UPDATE ON spectra.shares FOR EACH ROW EXECUTE FUNCTION app.copy_share();
ALTER TABLE spectra.shares ENABLE ALWAYS TRIGGER copied;

-- Nobody shares what is not theirs: a row that named another organisation's record would open it (SH-5). Asked under the
-- policies of whoever inserts, so a record that is shared with them, or hidden from them, is none of theirs either.
CREATE FUNCTION app.own_share_item() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  there boolean;
BEGIN
  IF current_user <> 'spectra_app' THEN
    RETURN NULL;
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM spectra.%I WHERE org_id = $1 AND id = $2)',
    CASE NEW.resource_type WHEN 'notebook_entry' THEN 'notebook_entries' ELSE NEW.resource_type || 's' END) INTO there USING NEW.org_id, NEW.resource_id;
  IF NOT there THEN
    RAISE EXCEPTION 'the record shared does not exist' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'share_items_resource';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER own AFTER INSERT ON spectra.share_items FOR EACH ROW EXECUTE FUNCTION app.own_share_item();
ALTER TABLE spectra.share_items ENABLE ALWAYS TRIGGER own;

-- Whether an organisation takes part, as of now (SH-1).
CREATE FUNCTION app.sharing(org uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT (s.value ->> 'enabled')::boolean FROM spectra.settings s JOIN spectra.organizations o ON o.id = s.org_id
    WHERE s.org_id = org AND s.key = 'sharing' AND o.status = 'active'), false)
$$;
-- What is shared with the organisation in the context at this moment.
CREATE FUNCTION app.shared_with_me(kind text) RETURNS TABLE (owner uuid, record uuid) LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT DISTINCT i.org_id, i.resource_id FROM spectra.share_items i JOIN spectra.shares s ON s.org_id = i.org_id AND s.id = i.share_id
    WHERE i.grantee_org_id = app.org() AND i.resource_type = kind AND s.revoked_at IS NULL AND s.expires_at > statement_timestamp()
      AND app.sharing(i.org_id) AND app.sharing(app.org());
END $$;
CREATE FUNCTION app.shared(kind text) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT coalesce(array_agg(record), '{}') FROM app.shared_with_me(kind) $$;
CREATE FUNCTION app.share_owner(kind text, wanted uuid) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM spectra.share_items i WHERE i.grantee_org_id = app.org() AND i.resource_type = kind AND i.resource_id = wanted) THEN
    RETURN NULL; -- most ids that nobody has end here, by one look into the index
  END IF;
  RETURN (SELECT w.owner FROM app.shared_with_me(kind) w WHERE w.record = wanted);
END $$;
GRANT EXECUTE ON FUNCTION app.sharing(uuid), app.shared(text), app.shared_with_me(text), app.share_owner(text, uuid) TO spectra_app;

-- The array is looked up only for a row that is not the organisation's own, once per statement (PF-12).
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES ('samples', 'id', 'sample'), ('sample_metadata', 'sample_id', 'sample'), ('experiments', 'id', 'experiment'),
      ('experiment_samples', 'experiment_id', 'experiment'), ('experiment_parameters', 'experiment_id', 'experiment'), ('experiment_checklist', 'experiment_id', 'experiment'),
      ('results', 'id', 'result'), ('result_values', 'result_id', 'result'), ('result_metadata', 'result_id', 'result'), ('result_files', 'result_id', 'result'),
      ('files', 'id', 'file'), ('notebook_entries', 'id', 'notebook_entry'), ('protocols', 'id', 'protocol')) AS x (name, col, kind) LOOP
    EXECUTE format('CREATE POLICY shared_read ON spectra.%I FOR SELECT TO spectra_app USING (%I = ANY ((SELECT app.shared(%L))::uuid[]))', t.name, t.col, t.kind);
  END LOOP;
END $$;
RESET ROLE;
