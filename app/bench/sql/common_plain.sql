-- The same rows where row-level security does not apply (superuser): what the index can do.
select * from spectra.samples where org_id = {{org}} and archived_at is null and (app.sample_text(code, name, lot, material, description) like '%' || :common || '%' or barcode like :common || '%') order by created_at desc, id desc limit 51;
