// Package projects keeps the projects that samples, experiments and notebooks belong to: for everybody in the organisation
// as far as their roles go, or for the owner and the members alone (access: members). For all others such a project and
// what is in it are not there, neither to read nor to name. Who may project:manage works in all, who may project:read_all
// reads all. The database holds that (app.wall, step 0022), no statement has to think of it. What points to
// a hidden record shows nothing there.
package projects
