package endpoint

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// Doc says what types cannot: parameters and parts of a raw route, and answers besides the usual one.
type Doc struct {
	Query   []Input         // query parameters of a raw route; any other one is refused
	Headers []Input         // request headers a raw route listens to
	Parts   []Input         // parts of a multipart/form-data body
	Answers map[int]Content // by status
}

// Input is one parameter or part of a request.
type Input struct {
	Name     string
	Type     string // string, number, integer, boolean, uuid, or binary for bytes
	Doc      string
	Required bool
}

// Content maps media types to a value of the type that is sent; nil stands for bytes.
type Content map[string]any

// JSON is the content of an answer that is a document like v.
func JSON(v any) Content { return Content{"application/json": v} }

// uuidText stands for id.ID in the API document.
type uuidText struct{}

// Schema describes an id as what it is; huma knows only that it is written as text.
func (uuidText) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "uuid"}
}

func (in Input) schema() *huma.Schema {
	switch in.Type {
	case "uuid":
		return &huma.Schema{Type: huma.TypeString, Format: "uuid", Description: in.Doc}
	case "binary":
		return &huma.Schema{Type: huma.TypeString, ContentEncoding: "binary", Description: in.Doc}
	}
	return &huma.Schema{Type: in.Type, Description: in.Doc}
}

// describe puts into the API document what huma cannot read from types.
func (r *Router) describe(op *huma.Operation, rt *Route) {
	schemas := r.api.OpenAPI().Components.Schemas
	op.Responses = map[string]*huma.Response{"default": {Description: "Error", Content: map[string]*huma.MediaType{
		"application/problem+json": {Schema: schemas.Schema(reflect.TypeFor[problem](), true, "Error")}}}}
	for status, content := range rt.Doc.Answers {
		answer := &huma.Response{Description: http.StatusText(status), Headers: map[string]*huma.Param{}, Content: map[string]*huma.MediaType{}}
		for kind, value := range content {
			answer.Content[kind] = &huma.MediaType{Schema: Input{Type: "binary"}.schema()}
			if value != nil {
				r.times.of(reflect.TypeOf(value))
				answer.Content[kind].Schema = schemas.Schema(reflect.TypeOf(value), true, rt.ID)
			}
		}
		op.Responses[strconv.Itoa(status)] = answer
	}
	if !rt.raw {
		return
	}
	for _, p := range parameters.FindAllStringSubmatch(rt.Path, -1) {
		op.Parameters = append(op.Parameters, &huma.Param{Name: p[1], In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}})
	}
	for i, in := range slices.Concat(rt.Doc.Query, rt.Doc.Headers) {
		where := "query"
		if i >= len(rt.Doc.Query) {
			where = "header"
		}
		op.Parameters = append(op.Parameters, &huma.Param{Name: in.Name, In: where, Description: in.Doc, Required: in.Required, Schema: in.schema()})
	}
	if len(rt.Doc.Parts) > 0 {
		form := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: false, Properties: map[string]*huma.Schema{}}
		for _, in := range rt.Doc.Parts {
			form.Properties[in.Name] = in.schema()
			if in.Required {
				form.Required = append(form.Required, in.Name)
			}
		}
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{rt.Accepts: {Schema: form}}}
	}
}
