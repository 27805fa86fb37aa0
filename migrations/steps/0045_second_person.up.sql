-- What needs two administrators (P11-24): taking away somebody's second factor, and signing again after an administrator's reset link.
SET LOCAL ROLE spectra_owner;
ALTER TABLE spectra.users ADD COLUMN signing_reset_at timestamptz; -- since when the person cannot sign
GRANT UPDATE (signing_reset_at) ON spectra.users TO spectra_app;

CREATE TABLE spectra.approvals (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('mfa_removal', 'signing_after_reset')),
  user_id uuid NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 2000),
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'confirmed', 'declined', 'expired')),
  only_administrator boolean NOT NULL DEFAULT false, -- there was nobody else who could have confirmed
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  decline_reason text CHECK (length(decline_reason) BETWEEN 3 AND 2000),
  version int NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  CONSTRAINT approvals_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id),
  CONSTRAINT approvals_created_fk FOREIGN KEY (org_id, created_by) REFERENCES spectra.users (org_id, id),
  CONSTRAINT approvals_decided_fk FOREIGN KEY (org_id, decided_by) REFERENCES spectra.users (org_id, id),
  -- one at a time; checked after the foreign keys, so that a foreign person is refused like one nobody has
  CONSTRAINT approvals_pending EXCLUDE USING btree (org_id WITH =, user_id WITH =, kind WITH =) WHERE (status = 'pending') DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT approvals_two_people CHECK (status <> 'confirmed' OR created_by <> user_id
    AND CASE WHEN only_administrator THEN decided_by IS NULL ELSE decided_by IS NOT NULL AND decided_by NOT IN (created_by, user_id) END)
);
CREATE INDEX approvals_created ON spectra.approvals (org_id, created_at, id);
SELECT app.protect('spectra.approvals', 'user', 'user_id');
REVOKE UPDATE (kind, user_id, reason, only_administrator, expires_at) ON spectra.approvals FROM spectra_app;
RESET ROLE;
