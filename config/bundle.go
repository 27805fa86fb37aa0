package config

import _ "embed" // the policy and its model travel inside the executable

//go:embed policy.csv
var policyCSV string

//go:embed rbac_model.conf
var rbacModel string

// Bundled is what the executable carries.
type Bundled struct {
	Policy []byte // policy.csv
	Model  []byte // rbac_model.conf
}

// PolicyName names the embedded policy in messages.
const PolicyName = "policy.csv (built in)"

// Bundle gives the embedded policy and its model.
func Bundle() Bundled { return Bundled{Policy: []byte(policyCSV), Model: []byte(rbacModel)} }
