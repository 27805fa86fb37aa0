-- Grids of places with one sample in each position, shelf life and stock of samples, steps of processing.
SET LOCAL ROLE spectra_owner;
ALTER TABLE spectra.locations ADD COLUMN grid jsonb CHECK ((grid ->> 'rows')::int >= 1 AND (grid ->> 'rows')::int <= 100 AND (grid ->> 'columns')::int >= 1
  AND (grid ->> 'columns')::int <= 100 AND grid ->> 'labels' IN ('letters', 'numbers'));
GRANT UPDATE (grid) ON spectra.locations TO spectra_app;

ALTER TABLE spectra.samples ADD COLUMN received_at timestamptz, ADD COLUMN expires_at timestamptz,
  ADD COLUMN minimum_text text,           -- the least there should be, as written
  ADD COLUMN minimum_unit text,
  ADD COLUMN minimum_number numeric,      -- in the unit of the quantity; NULL while there is none
  ADD COLUMN low_stock_since timestamptz, -- kept by watch_stock
  ADD COLUMN position text,               -- its label in the grid of the location
  ADD CONSTRAINT samples_expiry CHECK (expires_at > received_at),
  ADD CONSTRAINT samples_position_place CHECK (position IS NULL OR location_id IS NOT NULL),
  -- One sample in a position. Checked at the end of a statement, so that two can change places.
  ADD CONSTRAINT samples_position_key EXCLUDE USING btree (org_id WITH =, location_id WITH =, position WITH =)
    WHERE (position IS NOT NULL AND archived_at IS NULL AND status NOT IN ('consumed', 'disposed')) DEFERRABLE INITIALLY IMMEDIATE;
GRANT UPDATE (received_at, expires_at, minimum_text, minimum_unit, minimum_number, position) ON spectra.samples TO spectra_app;
CREATE INDEX samples_expiring ON spectra.samples (org_id, expires_at, id) WHERE expires_at IS NOT NULL AND archived_at IS NULL;
CREATE INDEX samples_low ON spectra.samples (org_id, created_at DESC, id DESC) WHERE low_stock_since IS NOT NULL;
CREATE INDEX samples_die ON spectra.samples (org_id, parent_id, die_row, die_col) WHERE die_row IS NOT NULL;

-- However a quantity changes, the moment it fell below its minimum is known: it names the crossing that people are told of.
CREATE FUNCTION app.watch_stock() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.quantity_number < NEW.minimum_number AND NEW.status <> 'disposed' AND NEW.archived_at IS NULL THEN
    NEW.low_stock_since := coalesce(NEW.low_stock_since, now());
  ELSE
    NEW.low_stock_since := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER watch_stock BEFORE INSERT OR UPDATE ON spectra.samples FOR EACH ROW
  WHEN (NEW.minimum_number IS NOT NULL OR NEW.low_stock_since IS NOT NULL) EXECUTE FUNCTION app.watch_stock();
ALTER TABLE spectra.samples ENABLE ALWAYS TRIGGER watch_stock;

CREATE TABLE spectra.processes (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  id uuid NOT NULL,
  code text NOT NULL DEFAULT app.next_code('PRC'),
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  instrument_id uuid,
  protocol_id uuid,
  parameters jsonb NOT NULL DEFAULT '[]',
  note text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, code),
  CHECK (finished_at >= started_at),
  CONSTRAINT processes_instrument_fk FOREIGN KEY (org_id, instrument_id) REFERENCES spectra.instruments (org_id, id),
  CONSTRAINT processes_protocol_fk FOREIGN KEY (org_id, protocol_id) REFERENCES spectra.protocols (org_id, id)
);
CREATE INDEX processes_list ON spectra.processes (org_id, created_at DESC, id DESC);
CREATE INDEX processes_started ON spectra.processes (org_id, started_at DESC, id DESC);
CREATE INDEX processes_instrument ON spectra.processes (org_id, instrument_id, started_at DESC, id DESC) WHERE instrument_id IS NOT NULL;

CREATE TABLE spectra.process_samples (
  org_id uuid NOT NULL REFERENCES spectra.organizations (id),
  process_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('input', 'output')),
  sample_id uuid NOT NULL,
  position int NOT NULL,
  quantity_text text, -- of an input: what was taken of it
  quantity_unit text,
  PRIMARY KEY (org_id, process_id, role, sample_id),
  CONSTRAINT process_samples_process_fk FOREIGN KEY (org_id, process_id) REFERENCES spectra.processes (org_id, id),
  CONSTRAINT process_samples_sample_fk FOREIGN KEY (org_id, sample_id) REFERENCES spectra.samples (org_id, id)
);
CREATE INDEX process_samples_sample ON spectra.process_samples (org_id, sample_id, role, process_id);

ALTER TABLE spectra.sample_history DROP CONSTRAINT sample_history_kind_check;
ALTER TABLE spectra.sample_history ADD CONSTRAINT sample_history_kind_check
  CHECK (kind IN ('registered', 'updated', 'transition', 'split', 'created_by_split', 'metadata', 'archived', 'moved', 'custody', 'processed'));

SELECT app.protect('spectra.processes', 'process');
SELECT app.protect('spectra.process_samples', 'process', 'process_id', '', false);
REVOKE UPDATE (kind) ON spectra.processes FROM spectra_app; -- lineage was read under it
RESET ROLE;
