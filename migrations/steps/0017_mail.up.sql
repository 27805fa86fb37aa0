-- Mail: what is on its way, how often it was tried, and what each person wants to have by mail.
SET LOCAL ROLE spectra_owner;

-- What somebody wants by mail: kind of notice → immediately, digest or never. What is not named has the server's default.
CREATE TABLE spectra.notification_preferences (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  user_id uuid NOT NULL,
  mail jsonb NOT NULL CHECK (jsonb_typeof(mail) = 'object'),
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, user_id),
  CONSTRAINT notification_preferences_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id)
);

-- The outbox: a row is written in the transaction of its cause. It holds no address and no text, which are made when it
-- is sent, and at most one secret, sealed by the server and gone once it is sent. key names the cause: one mail for each.
CREATE TABLE spectra.mails (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('notice', 'digest', 'link')),
  key text NOT NULL,
  notification_id uuid,
  token_id uuid,
  secret bytea,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'failed', 'cancelled')),
  attempts int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  error text,
  finished_at timestamptz,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  CHECK (secret IS NULL OR status IN ('queued', 'failed')),
  CONSTRAINT mails_key UNIQUE (org_id, user_id, key),
  CONSTRAINT mails_user_fk FOREIGN KEY (org_id, user_id) REFERENCES spectra.users (org_id, id),
  CONSTRAINT mails_notification_fk FOREIGN KEY (org_id, notification_id) REFERENCES spectra.notifications (org_id, id),
  CONSTRAINT mails_token_fk FOREIGN KEY (org_id, token_id) REFERENCES spectra.one_time_tokens (org_id, id)
);
CREATE INDEX mails_list ON spectra.mails (org_id, created_at DESC, id DESC);
CREATE INDEX mails_due ON spectra.mails (org_id, next_attempt_at, id) WHERE status = 'queued';

-- work names the source that shows the same in the inbox until it is done; such a notice is for mail alone.
ALTER TABLE spectra.notifications ADD COLUMN work text, ADD COLUMN mail text CHECK (mail IN ('immediately', 'digest')), ADD COLUMN digest_on date; -- the day whose summary has it
CREATE INDEX notifications_digest ON spectra.notifications (org_id, user_id, digest_on, created_at) WHERE mail = 'digest';
GRANT UPDATE (digest_on) ON spectra.notifications TO spectra_app;

SELECT app.protect('spectra.notification_preferences', 'user', 'user_id');
SELECT app.protect('spectra.mails');
REVOKE UPDATE (user_id) ON spectra.notification_preferences FROM spectra_app;
REVOKE UPDATE (user_id, kind, key, notification_id, token_id) ON spectra.mails FROM spectra_app; -- to whom and about what stays
RESET ROLE;
