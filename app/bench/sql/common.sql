-- q of a word that most samples have: the page comes from the list, not from the index.
\startpipeline
select set_config('app.org_id', '{{org}}', true), set_config('app.actor_id', '{{user}}', true), set_config('app.org_active', coalesce((select o.id::text from spectra.organizations o where o.id = '{{org}}' and o.status = 'active'), ''), true);
select * from samples where org_id = '{{org}}' and id = any(array(select id from app.search_samples(:common, null, null, null, null, null, false, '-created_at', null, null, 51))) order by created_at desc, id desc;
\endpipeline
