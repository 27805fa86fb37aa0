\startpipeline
select set_config('app.org_id', '{{org}}', true), set_config('app.actor_id', '{{user}}', true), set_config('app.org_active', coalesce((select o.id::text from spectra.organizations o where o.id = '{{org}}' and o.status = 'active'), ''), true);
select * from samples where org_id = '{{org}}' and archived_at is null and status = :status order by created_at desc, id desc limit 51;
\endpipeline
