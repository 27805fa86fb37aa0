-- q of a word that most samples have: the page comes from the list, not from the index.
\startpipeline
{{stamp}};
select * from samples where org_id = {{org}} and id = any(array(select id from app.search_samples(:common, null, null, null, null, null, false, '-created_at', null, null, 51))) order by created_at desc, id desc;
\endpipeline
