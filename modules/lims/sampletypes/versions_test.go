package sampletypes_test

import "testing"

func TestVersionsStay(t *testing.T) {
	_, api := open(t)
	if r := api.Do("a/viewer", "GET", "/sample-types/die/versions", nil).Want(200); r.Get("items.0.number") == nil || r.Get("items.0.created_at") != nil {
		t.Errorf("%s", r.Body)
	}
	api.Do("a/viewer", "GET", "/sample-types/die/versions/1", nil).Want(200)
	api.Do("a/manager", "PATCH", "/sample-types/die", m{"label": "Dice", "fields": wafer()}, "If-Match", `"1"`).Want(200)
	api.Do("a/manager", "PATCH", "/sample-types/die", m{"strict": true}, "If-Match", `"2"`).Want(200)
	r := api.Do("a/viewer", "GET", "/sample-types/die/versions?limit=2&count=true", nil).Want(200)
	if r.Get("items.0.strict") != true || r.Get("items.1.strict") != false || r.Get("items.1.label") != "Dice" || r.Get("items.2") != nil || r.Get("next_cursor") == nil {
		t.Errorf("%s", r.Body)
	}
	if r := api.Do("a/viewer", "GET", "/sample-types/die/versions/1", nil).Want(200); r.Get("label") != "Die" || r.Get("fields.0") != nil {
		t.Errorf("%s", r.Body)
	}
	for _, n := range []string{"4", "0", "x", "99999999999999999999"} {
		api.Do("a/viewer", "GET", "/sample-types/die/versions/"+n, nil).Want(404)
	}
	api.Do("b/viewer", "GET", "/sample-types/die/versions/2", nil).Want(404)
	api.Do("a/manager", "POST", "/sample-types", m{"key": "ingot", "label": "Ingot", "fields": wafer()}).Want(201)
	api.Do("a/manager", "DELETE", "/sample-types/ingot", nil, "If-Match", `"1"`).Want(204)
	if r := api.Do("a/viewer", "GET", "/sample-types/ingot/versions", nil).Want(200); r.Get("items.0.archived_at") == nil || r.Get("items.1.archived_at") != nil {
		t.Errorf("%s", r.Body)
	}
	api.Do("b/viewer", "GET", "/sample-types/ingot/versions", nil).Want(404)
}
