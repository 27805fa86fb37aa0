package locations

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/endpoint"
	"github.com/spectra-lab/spectra/modules/kernel/id"
	"github.com/spectra-lab/spectra/modules/kernel/page"
)

// Location is one place. Its name is unique among its siblings.
type Location struct {
	db.Key
	Code        string  `gorm:"<-:false" json:"code"`
	Name        string  `json:"name"`
	Kind        string  `json:"kind" enum:"site,building,floor,room,cabinet,freezer,rack,shelf,box,slot,other"`
	ParentID    *id.ID  `json:"parent_id" nullable:"true"`
	Capacity    *int    `json:"capacity" nullable:"true" doc:"How many samples may lie directly in it; null for any number."`
	Barcode     *string `json:"barcode" nullable:"true"`
	Description *string `json:"description" nullable:"true"`
	Grid        *Grid   `json:"-"`
	db.Stamps
}

// TableName is the table of locations.
func (Location) TableName() string { return "locations" }

// Path is the way to a location from the root of its tree; it follows from names and parents.
type Path struct {
	OrgID      id.ID
	LocationID id.ID
	Path       string
}

// TableName is the table of paths.
func (Path) TableName() string { return "location_paths" }

// Item is a location as it is read.
type Item struct {
	Location
	Positions  endpoint.OrNull[Grid] `gorm:"-" json:"grid" doc:"Positions in it, each for one sample; null for a place without."`
	ParentName *string               `json:"parent_name" nullable:"true"`
	Path       string                `json:"path" doc:"Names from the root, joined by \" / \"."`
	Occupied   int                   `json:"occupied" doc:"Samples directly in it that are neither archived, consumed nor disposed of."`
	Children   int                   `json:"children" doc:"Locations directly in it that are not archived."`
}

// View is a single location with what the caller may do.
type View struct {
	Item
	Actions endpoint.Actions `json:"_actions"`
}

// Filter narrows the list.
type Filter struct {
	Q               string   `query:"q" maxLength:"200" doc:"Substring of code, path or description, or the beginning of a barcode."`
	Kind            []string `query:"kind" enum:"site,building,floor,room,cabinet,freezer,rack,shelf,box,slot,other"`
	ParentID        string   `query:"parent_id" format:"uuid" doc:"Only what lies directly in this location."`
	Root            bool     `query:"root" doc:"Only what lies in no other location."`
	Barcode         string   `query:"barcode" maxLength:"200" doc:"Exactly this barcode, as a scanner reads it."`
	IncludeArchived bool     `query:"include_archived"`
}

// New is the body of a creation.
type New struct {
	Name        string  `json:"name" minLength:"1" maxLength:"100"`
	Kind        string  `json:"kind" enum:"site,building,floor,room,cabinet,freezer,rack,shelf,box,slot,other"`
	ParentID    *id.ID  `json:"parent_id,omitempty" nullable:"true"`
	Capacity    *int    `json:"capacity,omitempty" minimum:"0" maximum:"1000000" nullable:"true"`
	Grid        *Grid   `json:"grid,omitempty" doc:"A box of 9 × 9, a cassette of 25 × 1: positions, each for one sample."`
	Barcode     *string `json:"barcode,omitempty" maxLength:"200" nullable:"true"`
	Description *string `json:"description,omitempty" maxLength:"20000" nullable:"true"`
}

// Change is a merge patch.
type Change struct {
	Name        endpoint.Patch[string] `json:"name,omitempty" minLength:"1" maxLength:"100"`
	Kind        endpoint.Patch[string] `json:"kind,omitempty" enum:"site,building,floor,room,cabinet,freezer,rack,shelf,box,slot,other"`
	ParentID    endpoint.Patch[id.ID]  `json:"parent_id,omitempty" doc:"Moves it with all that lies in it; null makes it a root."`
	Capacity    endpoint.Patch[int]    `json:"capacity,omitempty" minimum:"0" maximum:"1000000"`
	Grid        endpoint.Patch[Grid]   `json:"grid,omitempty" doc:"As a whole; no sample may lose its position by it."`
	Barcode     endpoint.Patch[string] `json:"barcode,omitempty" maxLength:"200"`
	Description endpoint.Patch[string] `json:"description,omitempty" maxLength:"20000"`
}

func sortKeys() page.Keys[Item] {
	return page.Keys[Item]{
		"path":       db.ByText("path", func(i *Item) string { return i.Path }),
		"name":       db.ByText("name", func(i *Item) string { return i.Name }),
		"code":       db.ByText("code", func(i *Item) string { return i.Code }),
		"created_at": db.ByTime("created_at", func(i *Item) time.Time { return i.CreatedAt }),
		"updated_at": db.ByTime("updated_at", func(i *Item) time.Time { return i.UpdatedAt }),
	}
}
