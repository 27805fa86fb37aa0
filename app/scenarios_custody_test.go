package app

// location is a box in a room.
func (w *world) location() string {
	return w.post("location", "a/technician", "/locations", map[string]any{"name": w.name("Box"), "kind": "box", "parent_id": w.room(), "capacity": 25})
}

func (w *world) room() string {
	return w.post("room", "a/technician", "/locations", map[string]any{"name": w.name("Room"), "kind": "room"})
}

// person is somebody who can receive samples.
func (w *world) person() string {
	return w.once("person", func() string { return w.as("a/manager", "GET", "/auth/me", nil).id() })
}

// placed puts the world's location into a body.
func (w *world) placed(body any) any { return plus(body, "location_id", w.location()) }

// offered is a sample that waits for its receiver, the manager.
func (w *world) offered() string {
	return w.once("offered", func() string {
		w.as("a/technician", "POST", "/samples/"+w.sample()+"/custody", map[string]any{"to_user_id": w.person()})
		return w.sample()
	})
}

var custodyScenarios = map[string]func(w *world) request{
	"list-locations": func(*world) request { return get("a/viewer", "/locations") },
	"create-location": func(w *world) request {
		return post("a/technician", "/locations", map[string]any{"name": w.name("Shelf"), "kind": "shelf"})
	},
	"get-location": func(w *world) request { return get("a/viewer", "/locations/"+w.location()) },
	"update-location": func(w *world) request {
		return w.patch("a/technician", "/locations/"+w.location(), map[string]any{"capacity": 50})
	},
	"archive-location": func(w *world) request { return w.remove("a/manager", "/locations/"+w.location()) },
	"list-custody":     func(w *world) request { return get("a/viewer", "/samples/"+w.offered()+"/custody") },
	"offer-custody": func(w *world) request {
		return post("a/technician", "/samples/"+w.sample()+"/custody", map[string]any{"to_user_id": w.person(), "note": "for the anneal"})
	},
	"offer-custody-bulk": func(w *world) request {
		return post("a/technician", "/samples/custody", map[string]any{"ids": []string{w.sample()}, "to_user_id": w.person()})
	},
	"accept-custody": func(w *world) request {
		return post("a/manager", "/samples/"+w.offered()+"/custody/accept", map[string]any{"note": "complete"})
	},
	"decline-custody": func(w *world) request {
		return post("a/manager", "/samples/"+w.offered()+"/custody/decline", map[string]any{"note": "wrong lot"})
	},
	"list-project-members": func(w *world) request { return get("a/viewer", "/projects/"+w.project()+"/members") },
	"set-project-members": func(w *world) request {
		return request{who: "a/scientist", method: "PUT", path: "/projects/" + w.project() + "/members", body: map[string]any{"members": []any{map[string]any{"user_id": w.person(), "role": "lead"}}}}
	},
}
