package lineage

import (
	"time"

	"github.com/spectra-lab/spectra/modules/kernel/db"
	"github.com/spectra-lab/spectra/modules/kernel/id"
)

// The record types that take part in lineage (API.md §6.1).
const (
	Sample     = "sample"
	Experiment = "experiment"
	File       = "file"
	Trace      = "trace"
	Result     = "result"
)

// The relations of edges; an edge points from the source to what was made of it.
const (
	MeasuredIn   = "measured_in"   // sample → experiment
	FileOf       = "file_of"       // sample, experiment → file
	Parsed       = "parsed"        // file → trace
	ResultOf     = "result_of"     // experiment → result
	Evidence     = "evidence"      // file → result: attached by a person
	Input        = "input"         // trace, file, result → result: what a computation read
	Curve        = "curve"         // result → trace: fitted or derived curve
	SupersededBy = "superseded_by" // result → result that replaces it
	DocumentedIn = "documented_in" // record → notebook entry that links to it; follows the entry's current links
)

// Node is one record.
type Node struct {
	Type string
	ID   id.ID
}

// Edge says that To was made of From.
type Edge struct {
	From, To Node
	Relation string
}

// row is one stored edge.
type row struct {
	db.Key
	FromType  string
	FromID    id.ID
	ToType    string
	ToID      id.ID
	Relation  string
	CreatedAt time.Time `gorm:"<-:false;autoCreateTime:false"`
	CreatedBy *id.ID
}

// TableName is the table of edges.
func (row) TableName() string { return "data_lineage" }

// Model is the GORM model of data_lineage, for the catalogue of tables.
func Model() any { return row{} }

// NodeView is a record as a reader sees it.
type NodeView struct {
	Type  string  `json:"type"`
	ID    id.ID   `json:"id"`
	Code  *string `json:"code" nullable:"true" doc:"Human code; traces and jobs have none."`
	Label string  `json:"label"`
	Stale *string `json:"stale" nullable:"true" doc:"Of a result: why it no longer stands on its sources."`
}

// EdgeView is an edge; from and to are ids of nodes.
type EdgeView struct {
	From     id.ID  `json:"from"`
	To       id.ID  `json:"to"`
	Relation string `json:"relation"`
}

// Graph is the neighbourhood of a record.
type Graph struct {
	Nodes     []NodeView `json:"nodes"`
	Edges     []EdgeView `json:"edges"`
	Truncated bool       `json:"truncated" doc:"There is more than the answer holds; ask for fewer hops or start nearer."`
}
