select * from spectra.samples where org_id = {{org}} and archived_at is null and status = :status order by created_at desc, id desc limit 51;
