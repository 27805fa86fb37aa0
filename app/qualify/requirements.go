package qualify

import (
	"context"
)

// requirement is one line of the security page.
type requirement struct {
	id, clause, text string
	check            string // what is done here
	tests            []string
	run              func(*lab) // nil: nothing on this machine can show it
}

// requirements in the order in which they are checked: the last one ruins the scratch installation.
func requirements() []requirement {
	return []requirement{
		{"P11-02", "11.10(a)", "Validation: requirement, test and outcome", "this report has an outcome for each requirement", []string{"TestP11_02_Qualify"}, func(*lab) {}},
		{"P11-03", "11.10(b), A11 8", "Complete copies, readable and electronic", "export a list as CSV and JSON; read its trail", []string{"TestP11_10_ExportVerifiesOffline"}, (*lab).copies},
		{"P11-04", "11.10(c)", "Records stay readable; legal holds", "archive under a hold, after it, read by id; delete as the server's role", []string{"TestP11_04_HeldIsNotArchived"}, (*lab).kept},
		{"P11-05", "11.10(d)", "Deactivation bites within 5 s", "deactivate a person who is signed in", []string{"TestP11_05_P11_20_DeactivationBites"}, (*lab).deactivated},
		{"P11-06", "11.10(e)", "Trail: who, when, field, old, new", "change three fields, nothing, several at once", []string{"TestP11_06Entries", "TestP11_06_Bulk"}, (*lab).trail},
		{"P11-07", "11.10(e)", "A client sets neither actor nor time", "send created_by, created_at, X-User-Id", []string{"TestP11_07_FixedColumns"}, (*lab).forged},
		{"P11-08", "11.10(e)", "No off switch", "write the trail and disable triggers as the server's role", []string{"TestRLS_12_AndP11_08"}, (*lab).noSwitch},
		{"P11-09", "11.10(e), A11 9", "Reasons", "void a result without and with a reason", []string{"TestP11_09ReasonsByOrganisation"}, (*lab).reasons},
		{"P11-10", "11.10(e)", "The trail is exported and verifies by itself", "export the trail, verify the file", []string{"TestP11_10_ExportVerifiesOffline"}, (*lab).exports},
		{"P11-11", "11.10(f)", "Sequence of steps is enforced", "skip states; start on an instrument out of calibration", []string{"TestP11_11_IllegalSteps", "TestP11_11_ExperimentStates"}, (*lab).illegal},
		{"P11-12", "11.10(g)", "Authority is decided as of now", "take a role from a person who is signed in", []string{"TestP11_12CurrentRights"}, (*lab).authority},
		{"P11-13", "11.10(h)", "Ingest by a key of each instrument", "post for another instrument; source kept", []string{"TestP11_13IngestByTheInstrumentsKey"}, (*lab).ingest},
		{"P11-14", "11.10(i,j)", "Accountability before the first signature", "turn the setting on, sign, accept, sign", []string{"TestP11_14_P11_21_Standing", "TestP11_14_TrainingGate"}, (*lab).accountability},
		{"P11-15", "11.10(k)", "Revisions of procedures", "revise an effective protocol that an experiment runs under", []string{"TestP11_15_Immutable", "TestP11_15_Pinned"}, (*lab).revisions},
		{"P11-16", "11.30", "Exports show changes", "change one word of an exported trail", []string{"TestP11_10_ExportVerifiesOffline"}, (*lab).signedExports},
		{"P11-17", "11.50(a)", "Printed name, time, meaning", "sign; rename the signer", []string{"TestP11_17_P11_34_P11_36_P11_39_Manifestation"}, (*lab).manifestation},
		{"P11-18", "11.50(b)", "Nobody edits a signature", "every role over HTTP; the owner of the tables", []string{"TestP11_18_NobodyEditsASignature"}, (*lab).nobodyEdits},
		{"P11-19", "11.70", "Signature bound to its record", "sign what changed since it was seen; verify", []string{"TestP11_19_Bound"}, (*lab).bound},
		{"P11-20", "11.100(a)", "Logins are never reassigned", "give the address of somebody who left to another", []string{"TestP11_25_Fold"}, (*lab).identity},
		{"P11-21", "11.100(b)", "Signing enabled with evidence", "turn the setting on, sign, enable, sign", []string{"TestP11_14_P11_21_Standing"}, (*lab).permits},
		{"P11-22", "11.200(a)(1)", "Two components", "sign without and with a wrong password", []string{"TestP11_22_Reauthenticate", "TestP11_22_FreshSignIn", "TestP11_22_P11_24_InPerson"}, (*lab).components},
		{"P11-23", "11.200(a)(1)", "Nothing carries over", "sign, then again without password", []string{"TestP11_22_P11_23_PasswordEveryTime"}, (*lab).everyTime},
		{"P11-24", "11.200(a)(2,3)", "Nobody signs for another", "choose another's password, sign for another, sign after a reset with one administrator and with two", []string{"TestP11_22_P11_24_InPerson", "TestP11_24_SigningAfterAResetNeedsTwo", "TestP11_24_SecondFactorNeedsTwo"}, (*lab).noImpersonation},
		{"P11-25", "11.300(a)", "Unique logins", "the same address in capitals and in wide letters", []string{"TestP11_25_Fold"}, (*lab).twins},
		{"P11-26", "11.300(b)", "Accounts that nobody uses are closed", "sign in after 91 days with the setting on", []string{"TestP11_26_Inactive"}, (*lab).inactive},
		{"P11-27", "11.300(c)", "Keys are revoked at once", "use a revoked key", []string{"TestP11_27_TOTPRevokedAtOnce"}, (*lab).revoked},
		{"P11-28", "11.300(d)", "Misuse is reported", "fail five signings", []string{"TestP11_28_MisuseIsReported"}, (*lab).misuse},
		{"P11-29", "11.300(e)", "Enrolment needs a working code", "enrol, give a wrong code", []string{"TestP11_29_EnrolmentNeedsAWorkingCode"}, (*lab).enrolment},
		{"P11-30", "11.70", "A signature locks", "change what is signed, over HTTP and as the owner", []string{"TestP11_30_Locked", "TestP11_30_RacesOfSigningAndChanging"}, (*lab).locked},
		{"P11-31", "A11 14", "Segregation of duties", "approve own work; review and approve; sign twice", []string{"TestP11_31_SegregationOfDuties"}, (*lab).segregation},
		{"P11-32", "A11 5–7", "Hashes on the way in", "upload with a wrong digest", []string{"TestP11_32_Digest", "TestP11_32_Damage"}, (*lab).digest},
		{"P11-33", "A11 12", "Changes of rights are in the trail", "change the roles of a person", []string{"TestP11_06_TrailOfChanges"}, (*lab).rightsAudited},
		{"P11-34", "A11 14", "The statement is kept with the signature", "sign", []string{"TestP11_17_P11_34_P11_36_P11_39_Manifestation"}, (*lab).manifestation},
		{"P11-35", "A11 17", "Archives stay readable by later versions", "none: it needs two versions", []string{"TestCR_01_CR_03_CR_04_Golden"}, nil},
		{"P11-36", "A11 draft", "UTC is stored, the signer's zone is shown", "sign with a zone", []string{"TestP11_17_P11_34_P11_36_P11_39_Manifestation"}, (*lab).manifestation},
		{"P11-37", "time", "Times are the database's", "compare an entry with the database's clock; health", []string{"TestP11_07_FixedColumns"}, (*lab).clock},
		{"P11-38", "Attributable", "A key acts as key and owner", "create by key, read the trail", []string{"TestP11_13_P11_38_ResultsOfAnInstrument"}, (*lab).keyAndOwner},
		{"P11-39", "Legible", "Labels as they were", "rename a person and a record", []string{"TestP11_17_P11_34_P11_36_P11_39_Manifestation"}, (*lab).labels},
		{"P11-40", "Contemporaneous", "Late entries say why", "record what was observed two days ago", []string{"TestP11_40_Contemporaneous"}, (*lab).contemporaneous},
		{"P11-41", "Original", "Raw bytes and lineage are kept", "upload, analyse, download, lineage", []string{"TestP11_41_Upload"}, (*lab).original},
		{"P11-42", "Accurate", "Values as written", "record 1.10", []string{"TestP11_42Calculated"}, (*lab).accurate},
		{"P11-43", "Complete", "Voided results stay", "void a result, list and read it", []string{"TestP11_09_ExperimentWithResults"}, (*lab).complete},
		{"P11-45", "access", "Reads and refusals are logged", "read, be refused, sign in", []string{"TestP11_45AccessLog"}, (*lab).accesses},
		{"TENANCY", "11.10(d)", "Organisations do not see each other", "read as another organisation", []string{"TestRLS_01_NoContextShowsNothing", "TestRLS_02_ForeignRowsAreOutOfReach"}, (*lab).isolated},
		{"P11-44", "Consistent", "The chain has no gap", "200 parallel creations, a tenth rolled back; verify the trail", []string{"TestP11_44ParallelWriters"}, (*lab).consistent},
		{"P11-01", "11.10(a), A11 4", "Records verify by hash", "change one byte as the owner; verify signature and trail", []string{"TestP11_19_Bound", "TestTamperMatrix"}, (*lab).altered},
	}
}

// Operate checks every requirement in the scratch installation. told is called after each.
func Operate(ctx context.Context, s Scratch, told func(Outcome)) ([]Outcome, error) {
	l := newLab(ctx, s)
	if err := l.people(); err != nil {
		return nil, err
	}
	var out []Outcome
	for _, r := range requirements() {
		o := Outcome{ID: r.id, Clause: r.clause, Requirement: r.text, Check: r.check, Result: Attested, Tests: r.tests}
		if r.run != nil {
			began := s.Now()
			l.err = nil
			r.run(l)
			o.Result, o.Millis = Passed, s.Now().Sub(began).Milliseconds()
			if l.err != nil {
				o.Result, o.Detail = Failed, l.err.Error()
			}
		}
		out = append(out, o)
		told(o)
	}
	return out, ctx.Err()
}
