-- One organisation ($1 id, $2 user, $3 number of samples): ten projects, samples over two years, one audit entry each.
WITH p AS (
  INSERT INTO spectra.projects (org_id, id, code, name, owner_id, created_by)
  SELECT $1::uuid, bench.uuid7(), 'PRJ-2026-' || lpad(n::text, 6, '0'), 'Process window ' || n, $2::uuid, $2::uuid FROM generate_series(1, 10) n
  RETURNING id
), projects AS (SELECT array_agg(id) AS ids FROM p
), times AS (
  SELECT n, timestamptz '2026-01-01' - make_interval(secs => (($3::int - n)::float8 * 63072000 / $3::int)) AS at FROM generate_series(1, $3::int) n
), s AS (
  INSERT INTO spectra.samples (org_id, id, code, name, sample_type, status, project_id, lot, barcode, location, material, description,
    quantity_text, quantity_number, quantity_unit, hazards, created_at, created_by, updated_at)
  SELECT $1::uuid, bench.uuid7(at), 'SMP-2025-' || lpad(n::text, 6, '0'), 'Wafer ' || n || ' of lot ' || n / 25,
    (ARRAY['wafer', 'die', 'chip', 'thin_film', 'powder'])[1 + n % 5],
    -- in_storage is one in a hundred: a filter that finds few rows
    CASE WHEN n % 100 = 0 THEN 'in_storage' ELSE (ARRAY['registered', 'received', 'in_use'])[1 + n % 3] END,
    projects.ids[1 + n % 10], 'LOT-' || n / 25, 'BC-' || lpad(n::text, 8, '0'), 'Cleanroom ' || n % 7 || ', shelf ' || n % 31,
    (ARRAY['Si (100)', 'GaN on sapphire', 'SiC 4H', 'InP'])[1 + n % 4],
    -- the word that is searched for stands in one of two thousand
    CASE WHEN n % 2000 = 7 THEN 'Delaminated at the edge, see microscope image ' ELSE 'As received, no visible defects, batch ' END || n,
    (n % 500)::text || '.50', n % 500 + 0.5, 'mm2', ARRAY['none'], at, $2::uuid, at
  FROM times CROSS JOIN projects
  RETURNING *
), a AS (
  INSERT INTO audit.audit_logs (org_id, occurred_at, actor_id, actor_kind, actor_name, actor_via, action, table_name, record_type, record_id,
    record_code, record_version, payload, payload_hash, leaf_hash)
  SELECT org_id, created_at, created_by, 'user', 'Bench', 'api', 'sample.created', 'samples', 'sample', id, code, 1,
    '{"old":null,"new":' || to_jsonb(s)::text || ',"changed":[]}', sha256(''), sha256(uuid_send(id)) FROM s
  RETURNING id, org_id, leaf_hash
), numbered AS (SELECT id, org_id, leaf_hash, row_number() OVER (ORDER BY id) + h.seq AS seq, h.seq AS base, h.hash AS head
  FROM a JOIN audit.audit_heads h USING (org_id)
), chained AS ( -- positions and uniqueness as in a real chain; the hashes are not the ones audit verify would compute
  INSERT INTO audit.audit_chain (org_id, seq, entry_id, prev_hash, hash)
  SELECT org_id, seq, id, CASE WHEN seq = base + 1 THEN head ELSE sha256(int8send(seq - 1)) END, sha256(int8send(seq)) FROM numbered
  RETURNING seq
), counted AS (
  INSERT INTO spectra.code_counters (org_id, kind, year, value) SELECT $1::uuid, k, y, $3::int FROM unnest(ARRAY['SMP', 'PRJ']) k, generate_series(2025, 2027) y
  ON CONFLICT (org_id, kind, year) DO UPDATE SET value = excluded.value
)
UPDATE audit.audit_heads SET seq = (SELECT max(seq) FROM chained), hash = sha256(int8send((SELECT max(seq) FROM chained))) WHERE org_id = $1::uuid
