// Package audittrail writes what no table trigger can see: who read, exported, signed in or was refused (access
// log, batched), and events without data (AU-08). Changes of data are captured by triggers, never here.
package audittrail
