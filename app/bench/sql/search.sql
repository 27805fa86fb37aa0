-- q: the rows of GET /samples?q=…, by the search function, as the server's role.
\startpipeline
{{stamp}};
select * from samples where org_id = {{org}} and id = any(array(select id from app.search_samples(:needle, null, null, null, null, null, false, '-created_at', null, null, 51))) order by created_at desc, id desc;
\endpipeline
