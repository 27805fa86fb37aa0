// Generated from /openapi.json by "make client"; do not edit.
// openapi sha256 d652a2b6bace7dbf68f0f0ffd522c2c034e0fdbae87bbb5965b97a4ef8295073
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jwks */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who read, exported, signed in or was refused what */
        get: operations["list-access-logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/access-logs/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All access logs of a filter as one file */
        get: operations["export-access-logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/analyses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a method: 201 with the result, 202 with a job for long work, 200 with a preview for a dry run */
        post: operations["run-analysis"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List api keys */
        get: operations["list-api-keys"];
        put?: never;
        /** Create api key */
        post: operations["create-api-key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get api key */
        get: operations["get-api-key"];
        put?: never;
        post?: never;
        /** Revoke api key */
        delete: operations["revoke-api-key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List approvals */
        get: operations["list-approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All approvals of a filter as one file */
        get: operations["export-approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get approval */
        get: operations["get-approval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm approval */
        post: operations["confirm-approval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/approvals/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline approval */
        post: operations["decline-approval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Audit trail with old and new values */
        get: operations["list-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest signed checkpoint of the audit trail */
        get: operations["get-audit-checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Audit trail as a file that verifies offline */
        get: operations["export-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has reviewed the audit trail, up to where */
        get: operations["list-audit-reviews"];
        put?: never;
        /** Sign that the audit trail was reviewed up to an entry */
        post: operations["review-audit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/reviews/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All audit/reviews of a filter as one file */
        get: operations["export-audit-reviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/reviews/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much of the audit trail is not reviewed yet */
        get: operations["get-audit-review-status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a review of the audit trail */
        get: operations["get-audit-review"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check the whole audit trail of the organisation */
        get: operations["verify-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Login */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logout */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logout all */
        post: operations["logout-all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Me */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Oidc callback */
        get: operations["oidc-callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/oidc/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Oidc link */
        post: operations["oidc-link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/oidc/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Oidc login */
        get: operations["oidc-login"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/oidc/reauth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in anew at the identity provider, where others give their password */
        post: operations["begin-reauth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/oidc/reauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch the token of the fresh sign-in */
        post: operations["fetch-reauth-token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change password */
        post: operations["change-password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refresh */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Redeem link */
        post: operations["redeem-link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sessions */
        get: operations["list-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End session */
        delete: operations["end-session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set up */
        post: operations["set-up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm totp */
        post: operations["confirm-totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/totp/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disable totp */
        post: operations["disable-totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/totp/enroll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enroll totp */
        post: operations["enroll-totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calendar-feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List calendar feeds */
        get: operations["list-calendar-feeds"];
        put?: never;
        /** Create calendar feed */
        post: operations["create-calendar-feed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calendar-feeds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke calendar feed */
        delete: operations["revoke-calendar-feed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calibrations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get calibration */
        get: operations["get-calibration"];
        put?: never;
        post?: never;
        /** Withdraw a calibration */
        delete: operations["archive-calibration"];
        options?: never;
        head?: never;
        /** Update calibration */
        patch: operations["update-calibration"];
        trace?: never;
    };
    "/calibrations/{id}/amend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a signed record for a change, as its next version */
        post: operations["amend-calibration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calibrations/{id}/impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the results a calibration casts doubt on */
        get: operations["get-calibration-impact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calibrations/{id}/impact/flag": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Flag the results a calibration casts doubt on */
        post: operations["flag-calibration-impact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calibrations/{id}/signable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what there is to sign */
        get: operations["get-calibration-signable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document as a page */
        get: operations["docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/inspectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the product enforces, what it does not, and what an owner of the database could do */
        get: operations["docs-inspectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List evidence */
        get: operations["list-evidence"];
        put?: never;
        /** Make an evidence package of a record */
        post: operations["create-evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evidence/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All evidence of a filter as one file */
        get: operations["export-evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evidence/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get evidence */
        get: operations["get-evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evidence/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The package, as it was made */
        get: operations["download-evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/experiments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List experiments */
        get: operations["list-experiments"];
        put?: never;
        /** Create experiment */
        post: operations["create-experiment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/experiments/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All experiments of a filter as one file */
        get: operations["export-experiments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/experiments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get experiment */
        get: operations["get-experiment"];
        put?: never;
        post?: never;
        /** Archive experiment */
        delete: operations["archive-experiment"];
        options?: never;
        head?: never;
        /** Update experiment */
        patch: operations["update-experiment"];
        trace?: never;
    };
    "/experiments/{id}/amend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a signed record for a change, as its next version */
        post: operations["amend-experiment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/experiments/{id}/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List experiment checklist */
        get: operations["list-experiment-checklist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/experiments/{id}/checklist/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Tick experiment step */
        put: operations["tick-experiment-step"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/experiments/{id}/signable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what there is to sign */
        get: operations["get-experiment-signable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/experiments/{id}/transition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Transition experiment */
        post: operations["transition-experiment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List files */
        get: operations["list-files"];
        put?: never;
        /** Upload an instrument file */
        post: operations["upload-file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Many files as one ZIP, with a list of their hashes */
        get: operations["download-files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All files of a filter as one file */
        get: operations["export-files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get file */
        get: operations["get-file"];
        put?: never;
        post?: never;
        /** Archive file */
        delete: operations["archive-file"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say which sample or experiment a file belongs to */
        post: operations["assign-file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes exactly as they were uploaded, checked against their hash */
        get: operations["download-file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State of the server and what it stands on */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbers of the first page, by what the caller may do */
        get: operations["get-home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List imports */
        get: operations["list-imports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All imports of a filter as one file */
        get: operations["export-imports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get import */
        get: operations["get-import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/report.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file with every faulty cell marked */
        get: operations["get-import-report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Archive the samples of an import that nobody has used */
        post: operations["undo-import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for the caller */
        get: operations["get-inbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller wants by mail */
        get: operations["get-notification-preferences"];
        /** Choose what comes by mail */
        put: operations["put-notification-preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read all notifications */
        post: operations["read-all-notifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read notification */
        post: operations["read-notification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List instruments */
        get: operations["list-instruments"];
        put?: never;
        /** Create instrument */
        post: operations["create-instrument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the instruments whose calibration is due or does not allow their use */
        get: operations["list-due-instruments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/due.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Due calibrations as a calendar (iCalendar) */
        get: operations["get-due-calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/due/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All instruments/due of a filter as one file */
        get: operations["export-due-instruments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All instruments of a filter as one file */
        get: operations["export-instruments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Labels of instruments with QR code and Code 128 */
        post: operations["print-instrument-labels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get instrument */
        get: operations["get-instrument"];
        put?: never;
        post?: never;
        /** Archive instrument */
        delete: operations["archive-instrument"];
        options?: never;
        head?: never;
        /** Update instrument */
        patch: operations["update-instrument"];
        trace?: never;
    };
    "/instruments/{id}/calibrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List calibrations */
        get: operations["list-calibrations"];
        put?: never;
        /** Create calibration */
        post: operations["create-calibration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/{id}/calibrations/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All instruments/…/calibrations of a filter as one file */
        get: operations["export-calibrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/{id}/maintenance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List maintenance */
        get: operations["list-maintenance"];
        put?: never;
        /** Create maintenance */
        post: operations["create-maintenance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/instruments/{id}/maintenance/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All instruments/…/maintenance of a filter as one file */
        get: operations["export-maintenance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs */
        get: operations["list-jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All jobs of a filter as one file */
        get: operations["export-jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get job */
        get: operations["get-job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel job */
        post: operations["cancel-job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/legal-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List legal holds */
        get: operations["list-legal-holds"];
        put?: never;
        /** Place a legal hold: what it names cannot be archived until it is released */
        post: operations["create-legal-hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/legal-holds/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All legal holds of a filter as one file */
        get: operations["export-legal-holds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/legal-holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get legal hold */
        get: operations["get-legal-hold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/legal-holds/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add to legal hold */
        post: operations["add-to-legal-hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/legal-holds/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Release legal hold */
        post: operations["release-legal-hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lineage/{type}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a record was made of and what was made of it */
        get: operations["get-lineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["livez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List locations */
        get: operations["list-locations"];
        put?: never;
        /** Create location */
        post: operations["create-location"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/locations/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All locations of a filter as one file */
        get: operations["export-locations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/locations/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Labels of locations with QR code and Code 128 */
        post: operations["print-location-labels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/locations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get location */
        get: operations["get-location"];
        put?: never;
        post?: never;
        /** Archive location */
        delete: operations["archive-location"];
        options?: never;
        head?: never;
        /** Update location */
        patch: operations["update-location"];
        trace?: never;
    };
    "/locations/{id}/grid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What lies where in a box or cassette */
        get: operations["get-location-grid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mails of the outbox, with what became of them */
        get: operations["list-mails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mails/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get mail */
        get: operations["get-mail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mails/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a mail that failed or waits, now */
        post: operations["retry-mail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/maintenance/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get maintenance */
        get: operations["get-maintenance"];
        put?: never;
        post?: never;
        /** Archive maintenance */
        delete: operations["archive-maintenance"];
        options?: never;
        head?: never;
        /** Update maintenance */
        patch: operations["update-maintenance"];
        trace?: never;
    };
    "/methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List methods */
        get: operations["list-methods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/methods/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get method */
        get: operations["get-method"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus text; metrics.token or metrics.addr protect it */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List notebooks */
        get: operations["list-notebooks"];
        put?: never;
        /** Create notebook */
        post: operations["create-notebook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the entries of all notebooks */
        get: operations["list-entries"];
        put?: never;
        /** Create entry */
        post: operations["create-entry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/entries/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All notebooks/entries of a filter as one file */
        get: operations["export-entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get entry */
        get: operations["get-entry"];
        put?: never;
        post?: never;
        /** Archive entry */
        delete: operations["archive-entry"];
        options?: never;
        head?: never;
        /** Change an entry; the 412 of a stale If-Match carries base and theirs for a merge */
        patch: operations["update-entry"];
        trace?: never;
    };
    "/notebooks/entries/{id}/amend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a signed record for a change, as its next version */
        post: operations["amend-notebook-entry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/entries/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the files that an entry links to */
        get: operations["list-entry-attachments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/entries/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare two versions of an entry */
        get: operations["diff-entry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/entries/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read your own draft of an entry */
        get: operations["get-entry-draft"];
        /** Keep what you have typed, beside the entry */
        put: operations["put-entry-draft"];
        post?: never;
        /** Throw your own draft away */
        delete: operations["remove-entry-draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/entries/{id}/rendered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an entry as HTML in which nothing can run */
        get: operations["render-entry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/entries/{id}/signable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what there is to sign */
        get: operations["get-notebook-entry-signable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/entries/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List entry versions */
        get: operations["list-entry-versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/entries/{id}/versions/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get entry version */
        get: operations["get-entry-version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All notebooks of a filter as one file */
        get: operations["export-notebooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List entry templates */
        get: operations["list-entry-templates"];
        put?: never;
        /** Create entry template */
        post: operations["create-entry-template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get entry template */
        get: operations["get-entry-template"];
        put?: never;
        post?: never;
        /** Archive entry template */
        delete: operations["archive-entry-template"];
        options?: never;
        head?: never;
        /** Update entry template */
        patch: operations["update-entry-template"];
        trace?: never;
    };
    "/notebooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get notebook */
        get: operations["get-notebook"];
        put?: never;
        post?: never;
        /** Archive notebook */
        delete: operations["archive-notebook"];
        options?: never;
        head?: never;
        /** Update notebook */
        patch: operations["update-notebook"];
        trace?: never;
    };
    "/notebooks/{id}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List notebook entries */
        get: operations["list-notebook-entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notebooks/{id}/entries/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All notebooks/…/entries of a filter as one file */
        get: operations["export-notebook-entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get organization */
        get: operations["get-organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Update organization */
        patch: operations["update-organization"];
        trace?: never;
    };
    "/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List permissions */
        get: operations["list-permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get policy */
        get: operations["get-policy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/processes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List processes */
        get: operations["list-processes"];
        put?: never;
        /** Record what was done to samples, and what came out */
        post: operations["create-process"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/processes/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All processes of a filter as one file */
        get: operations["export-processes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/processes/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get process kinds */
        get: operations["get-process-kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/processes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get process */
        get: operations["get-process"];
        put?: never;
        post?: never;
        /** Archive process */
        delete: operations["archive-process"];
        options?: never;
        head?: never;
        /** Update process */
        patch: operations["update-process"];
        trace?: never;
    };
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List projects */
        get: operations["list-projects"];
        put?: never;
        /** Create project */
        post: operations["create-project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All projects of a filter as one file */
        get: operations["export-projects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get project */
        get: operations["get-project"];
        put?: never;
        post?: never;
        /** Archive project */
        delete: operations["archive-project"];
        options?: never;
        head?: never;
        /** Update project */
        patch: operations["update-project"];
        trace?: never;
    };
    "/projects/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List project members */
        get: operations["list-project-members"];
        /** Set project members */
        put: operations["set-project-members"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/members/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All projects/…/members of a filter as one file */
        get: operations["export-project-members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List protocols */
        get: operations["list-protocols"];
        put?: never;
        /** Create protocol */
        post: operations["create-protocol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All protocols of a filter as one file */
        get: operations["export-protocols"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get protocol */
        get: operations["get-protocol"];
        put?: never;
        post?: never;
        /** Archive protocol */
        delete: operations["archive-protocol"];
        options?: never;
        head?: never;
        /** Update protocol */
        patch: operations["update-protocol"];
        trace?: never;
    };
    "/protocols/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that you have read and understood a revision */
        post: operations["acknowledge-protocol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/acknowledgements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has read a revision, and who has not */
        get: operations["list-protocol-acknowledgements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/acknowledgements/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All protocols/…/acknowledgements of a filter as one file */
        get: operations["export-protocol-acknowledgements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a protocol that somebody else wrote */
        post: operations["approve-protocol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List protocol assignments */
        get: operations["list-protocol-assignments"];
        put?: never;
        /** Ask a person or a role to read a revision */
        post: operations["assign-protocol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/assignments/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All protocols/…/assignments of a filter as one file */
        get: operations["export-protocol-assignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/assignments/{assignment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw protocol assignment */
        delete: operations["withdraw-protocol-assignment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare two revisions */
        get: operations["diff-protocol"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a protocol back to its authors */
        post: operations["reject-protocol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a protocol without a successor */
        post: operations["retire-protocol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/revise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin the next revision */
        post: operations["revise-protocol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/signable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what there is to sign */
        get: operations["get-protocol-signable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/protocols/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a draft to the reviewers */
        post: operations["submit-protocol"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether to send requests here */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/records/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find a record by its code */
        get: operations["resolve-code"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List results */
        get: operations["list-results"];
        put?: never;
        /** Record result */
        post: operations["record-result"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/results/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record up to 1000 results, all or none */
        post: operations["record-results"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/results/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All results of a filter as one file */
        get: operations["export-results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/results/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get result */
        get: operations["get-result"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/results/{id}/amend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a signed record for a change, as its next version */
        post: operations["amend-result"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/results/{id}/signable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what there is to sign */
        get: operations["get-result-signable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/results/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a reported number comes from, down to the bytes of the original */
        get: operations["get-result-trace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/results/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Void result */
        post: operations["void-result"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long each type of record is kept, and how much is past its time */
        get: operations["get-retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List roles */
        get: operations["list-roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sample-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sample types */
        get: operations["list-sample-types"];
        put?: never;
        /** Create sample type */
        post: operations["create-sample-type"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sample-types/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get sample type */
        get: operations["get-sample-type"];
        put?: never;
        post?: never;
        /** Archive sample type */
        delete: operations["archive-sample-type"];
        options?: never;
        head?: never;
        /** Update sample type */
        patch: operations["update-sample-type"];
        trace?: never;
    };
    "/sample-types/{key}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring the samples of older versions of a type to the newest one, all or none */
        post: operations["upgrade-samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sample-types/{key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sample type versions */
        get: operations["list-sample-type-versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sample-types/{key}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get sample type version */
        get: operations["get-sample-type-version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List samples */
        get: operations["list-samples"];
        put?: never;
        /** Create sample */
        post: operations["create-sample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register up to 1000 samples, all or none */
        post: operations["create-samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/bulk-move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move up to 1000 samples, all or none */
        post: operations["move-samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/bulk-transition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring up to 1000 samples into a state, all or none */
        post: operations["transition-samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/custody": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offer up to 1000 samples to a person, all or none */
        post: operations["offer-custody-bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All samples of a filter as one file */
        get: operations["export-samples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What samples can be filtered by and shown with */
        get: operations["get-sample-fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register the rows of a CSV or XLSX file, all or none */
        post: operations["import-samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Labels of samples with QR code and Code 128 */
        post: operations["print-sample-labels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get sample */
        get: operations["get-sample"];
        put?: never;
        post?: never;
        /** Archive sample */
        delete: operations["archive-sample"];
        options?: never;
        head?: never;
        /** Update sample */
        patch: operations["update-sample"];
        trace?: never;
    };
    "/samples/{id}/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sample children */
        get: operations["list-sample-children"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/children/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All samples/…/children of a filter as one file */
        get: operations["export-sample-children"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/custody": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who held a sample when */
        get: operations["list-custody"];
        put?: never;
        /** Offer a sample to a person */
        post: operations["offer-custody"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/custody/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a sample that was offered to you */
        post: operations["accept-custody"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/custody/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline a sample that was offered to you, or take your offer back */
        post: operations["decline-custody"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/custody/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All samples/…/custody of a filter as one file */
        get: operations["export-custody"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sample history */
        get: operations["list-sample-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/history/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All samples/…/history of a filter as one file */
        get: operations["export-sample-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a sample comes from and what was made of it */
        get: operations["get-sample-lineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/metadata/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set sample metadata */
        put: operations["set-sample-metadata"];
        post?: never;
        /** Remove sample metadata */
        delete: operations["remove-sample-metadata"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make parts of a sample, all or none */
        post: operations["split-sample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/transition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Transition sample */
        post: operations["transition-sample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/samples/{id}/wafer-map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The dies of a wafer with their coordinates */
        get: operations["get-wafer-map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find records of all types */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List settings */
        get: operations["list-settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get setting */
        get: operations["get-setting"];
        /** Put setting */
        put: operations["put-setting"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List shares */
        get: operations["list-shares"];
        put?: never;
        /** Let another organisation read a record */
        post: operations["create-share"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shares/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All shares of a filter as one file */
        get: operations["export-shares"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shares/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get share */
        get: operations["get-share"];
        put?: never;
        post?: never;
        /** End a share at once */
        delete: operations["revoke-share"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signature-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List signature requests */
        get: operations["list-signature-requests"];
        put?: never;
        /** Ask people to sign a record, one after the other or all at once */
        post: operations["create-signature-request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signature-requests/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All signature requests of a filter as one file */
        get: operations["export-signature-requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signature-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get signature request */
        get: operations["get-signature-request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signature-requests/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel signature request */
        post: operations["cancel-signature-request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List signatures */
        get: operations["list-signatures"];
        put?: never;
        /** Sign a record */
        post: operations["sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signatures/accountability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See the statement of accountability, and whether one has accepted it */
        get: operations["get-accountability"];
        put?: never;
        /** Accept the statement of accountability */
        post: operations["accept-accountability"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signatures/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All signatures of a filter as one file */
        get: operations["export-signatures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signatures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get signature */
        get: operations["get-signature"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signatures/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verify signature */
        get: operations["verify-signature"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signatures/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw one's own signature */
        post: operations["withdraw-signature"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List traces */
        get: operations["list-traces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/traces/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All traces of a filter as one file */
        get: operations["export-traces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/traces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get trace */
        get: operations["get-trace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/traces/{id}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbers of a trace, as JSON or as little-endian float64 pairs of x and y */
        get: operations["get-trace-data"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users */
        get: operations["list-users"];
        put?: never;
        /** Create user */
        post: operations["create-user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All users of a filter as one file */
        get: operations["export-users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get user */
        get: operations["get-user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Update user */
        patch: operations["update-user"];
        trace?: never;
    };
    "/users/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deactivate user */
        post: operations["deactivate-user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/mfa/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove user mfa */
        post: operations["remove-user-mfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reactivate user */
        post: operations["reactivate-user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reset user password */
        post: operations["reset-user-password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set user roles */
        put: operations["set-user-roles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/signing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See whether a person may sign */
        get: operations["get-user-signing"];
        /** Let a person sign, or end it */
        put: operations["set-user-signing"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/signing/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restore user signing */
        post: operations["restore-user-signing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check an evidence package, or the PDF of one */
        post: operations["verify-evidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List views */
        get: operations["list-views"];
        put?: never;
        /** Create view */
        post: operations["create-view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get view */
        get: operations["get-view"];
        put?: never;
        post?: never;
        /** Archive view */
        delete: operations["archive-view"];
        options?: never;
        head?: never;
        /** Update view */
        patch: operations["update-view"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccessLog: {
            action: string;
            /** Format: uuid */
            actor_id: string | null;
            actor_kind: string;
            actor_name: string;
            actor_via: string;
            /** Format: uuid */
            api_key_id: string | null;
            /**
             * Format: uuid
             * @description The lines of a batch are under one Merkle root in the system's chain; zero: under none.
             */
            batch_id: string;
            detail: string | null;
            /** Format: uuid */
            id: string;
            ip: string | null;
            method: string | null;
            /** Format: date-time */
            occurred_at: string;
            path: string | null;
            permission: string | null;
            /** Format: uuid */
            record_id: string | null;
            record_type: string | null;
            /** Format: uuid */
            request_id: string | null;
            /** Format: uuid */
            session_id: string | null;
            /** Format: int64 */
            status: number;
            user_agent: string | null;
        };
        AcknowledgementsAcknowledgement: {
            /** Format: date-time */
            acknowledged_at: string;
            content_sha256: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            protocol_id: string;
            /** Format: int64 */
            revision: number;
            /** Format: uuid */
            user_id: string;
            user_name: string;
        };
        AcknowledgementsNew: {
            /** @description YYYY-MM-DD, in the organisation's time zone. */
            due_date: string;
            /** @description Everybody who holds this role. */
            role?: string | null;
            /** Format: uuid */
            user_id?: string | null;
        };
        AcknowledgementsReader: {
            /** Format: date-time */
            acknowledged_at: string | null;
            content_sha256: string | null;
            /**
             * Format: date
             * @description null: nobody asked for it.
             */
            due_date: string | null;
            /** Format: int64 */
            revision: number | null;
            /** @enum {string} */
            status: "acknowledged" | "pending" | "overdue";
            /** Format: uuid */
            user_id: string;
            user_name: string;
        };
        AcknowledgementsShown: {
            /** Format: date-time */
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /**
             * Format: date
             * @description Last day, in the organisation's time zone.
             */
            due_date: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            protocol_id: string;
            role: string | null;
            /** Format: date-time */
            updated_at: string;
            /** Format: uuid */
            user_id: string | null;
            user_name: string | null;
            /** Format: int64 */
            version: number;
        };
        AnalysesEngine: {
            arch: string;
            version: string;
        };
        AnalysesNew: {
            /**
             * Format: uuid
             * @description Experiment of the result; the trace's own when absent. It must be running.
             */
            experiment_id?: string | null;
            /** @description What the method works on, by the names it gives: {"trace_id":"…"}. */
            inputs: {
                [key: string]: unknown;
            };
            /** @description Name from GET /methods. */
            method: string;
            /** @description By the names the method gives; null and absent stand for the default. */
            parameters?: {
                [key: string]: unknown;
            };
        };
        AnalysesPreview: {
            dry_run: boolean;
            engine: components["schemas"]["AnalysesEngine"];
            inputs: components["schemas"]["ResultsInput"][];
            method: components["schemas"]["ResultsMethod"];
            parameters: {
                [key: string]: unknown;
            };
            result_type: string;
            values: components["schemas"]["ResultsValue"][];
            warnings: string[];
        };
        ApikeysKey: {
            /** @description Addresses or CIDR ranges it may be used from; empty: any. */
            allowed_ips: string[];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The one instrument whose data the key may bring.
             */
            instrument_id: string | null;
            /**
             * Format: date-time
             * @description To the day.
             */
            last_used_at: string | null;
            name: string;
            /** Format: uuid */
            org_id: string;
            prefix: string;
            /** Format: date-time */
            revoked_at: string | null;
            scopes: string[];
            /**
             * Format: uuid
             * @description The owner, for whom the key acts.
             */
            user_id: string;
            user_name: string;
        };
        ApikeysMade: {
            /** @description Addresses or CIDR ranges it may be used from; empty: any. */
            allowed_ips: string[];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description The one instrument whose data the key may bring.
             */
            instrument_id: string | null;
            /** @description Shown once; it cannot be read again. */
            key: string;
            /**
             * Format: date-time
             * @description To the day.
             */
            last_used_at: string | null;
            name: string;
            /** Format: uuid */
            org_id: string;
            prefix: string;
            /** Format: date-time */
            revoked_at: string | null;
            scopes: string[];
            /**
             * Format: uuid
             * @description The owner, for whom the key acts.
             */
            user_id: string;
            user_name: string;
        };
        ApikeysNew: {
            /** @description Addresses or CIDR ranges. */
            allowed_ips?: string[];
            /**
             * Format: date-time
             * @description At most a year ahead; 90 days when left out.
             */
            expires_at?: string | null;
            /**
             * Format: uuid
             * @description Binds the key to an instrument: what it uploads and records comes from there, and for any other it is refused.
             */
            instrument_id?: string | null;
            name: string;
            /** @description Permissions of the owner that the key may use. */
            scopes: string[];
        };
        AppCheck: {
            detail?: string;
            status: string;
        };
        AppFull: {
            checks: {
                [key: string]: components["schemas"]["AppCheck"];
            };
            /** @enum {string} */
            status: "ok" | "degraded" | "down";
        };
        AppState: {
            /** @enum {string} */
            status: "ok" | "degraded" | "down" | "draining";
        };
        ApperrField: {
            code: string;
            detail: string;
            pointer: string;
        };
        ApprovalsApproval: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string;
            created_by_name: string;
            /** Format: date-time */
            decided_at: string | null;
            /** Format: uuid */
            decided_by: string | null;
            decided_by_name: string | null;
            decline_reason: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "mfa_removal" | "signing_after_reset";
            /** @description Nobody else could have confirmed: it took effect at once. */
            only_administrator: boolean;
            /** Format: uuid */
            org_id: string;
            reason: string;
            /** @enum {string} */
            status: "pending" | "confirmed" | "declined" | "expired";
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: uuid
             * @description Whom it is about.
             */
            user_id: string;
            user_name: string;
            /** Format: int64 */
            version: number;
        };
        ApprovalsNew: {
            /** @description Why, and how it is known that the person wants it; the second administrator reads it. */
            reason: string;
        };
        ApprovalsRefusal: {
            reason: string;
        };
        ApprovalsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string;
            created_by_name: string;
            /** Format: date-time */
            decided_at: string | null;
            /** Format: uuid */
            decided_by: string | null;
            decided_by_name: string | null;
            decline_reason: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "mfa_removal" | "signing_after_reset";
            /** @description Nobody else could have confirmed: it took effect at once. */
            only_administrator: boolean;
            /** Format: uuid */
            org_id: string;
            reason: string;
            /** @enum {string} */
            status: "pending" | "confirmed" | "declined" | "expired";
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: uuid
             * @description Whom it is about.
             */
            user_id: string;
            user_name: string;
            /** Format: int64 */
            version: number;
        };
        BundleManifestation: {
            meaning: string;
            name: string;
            /** Format: int64 */
            record_version: number;
            signed_at: string;
            signed_at_local: string;
            signed_zone: string;
            /** @enum {string} */
            status: "valid" | "superseded" | "failed";
        };
        BundleOutcome: {
            detail: string;
            part: string;
            /** @enum {string} */
            status: "valid" | "failed" | "unconfirmed";
        };
        BundleRecord: {
            code: string;
            /** @description SHA-256 of record.json, the canonical record. */
            hash: string;
            /** Format: uuid */
            id: string;
            type: string;
            /** Format: int64 */
            version: number;
        };
        BundleReport: {
            created_at?: string;
            created_by?: string;
            detail: string;
            key_id?: string;
            /** @enum {string} */
            kind: "package" | "pdf";
            org_id?: string;
            org_name?: string;
            parts: components["schemas"]["BundleOutcome"][];
            record?: components["schemas"]["BundleRecord"];
            signatures: components["schemas"]["BundleManifestation"][];
            /** @enum {string} */
            status: "valid" | "failed" | "unconfirmed";
            /** Format: date-time */
            verified_at: string;
        };
        CalibrationSuspicion: {
            code: string;
            /** Format: uuid */
            id: string;
            instrument_code: string;
            /** Format: uuid */
            instrument_id: string;
            last_good_code: string | null;
            /**
             * Format: uuid
             * @description The calibration before it that left the instrument in tolerance; null when there is none.
             */
            last_good_id: string | null;
            /** @description It failed, or found the instrument out of tolerance before adjusting it. A withdrawn calibration says nothing. */
            out_of_tolerance: boolean;
            outcome: string;
            /** Format: date-time */
            performed_at: string;
            /**
             * Format: date-time
             * @description When the last good one was performed; null: since ever.
             */
            since: string | null;
            /**
             * Format: date-time
             * @description When the instrument was in tolerance again; null: not yet.
             */
            until: string | null;
        };
        CalibrationsChange: {
            as_found?: {
                [key: string]: unknown;
            } | null;
            as_found_in_tolerance?: boolean | null;
            as_left?: {
                [key: string]: unknown;
            } | null;
            /** Format: uuid */
            certificate_file_id?: string | null;
            certificate_number?: string | null;
            /** Format: date-time */
            expires_at?: string | null;
            /** @enum {string|null} */
            outcome?: "pass" | "fail" | "adjusted" | null;
            /** Format: date-time */
            performed_at?: string | null;
            performed_by?: string | null;
            provider?: string | null;
            standards?: unknown[] | null;
            uncertainty?: {
                [key: string]: unknown;
            } | null;
        };
        CalibrationsItem: {
            /** Format: date-time */
            archived_at: string | null;
            /** @description Readings before adjustment, as written. */
            as_found: unknown;
            /** @description Whether the instrument was within tolerance before anything was done to it. */
            as_found_in_tolerance: boolean | null;
            /** @description Readings after adjustment, as written. */
            as_left: unknown;
            /** Format: uuid */
            certificate_file_id: string | null;
            certificate_filename: string | null;
            certificate_number: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            instrument_code: string;
            /** Format: uuid */
            instrument_id: string;
            instrument_name: string;
            /** Format: date-time */
            locked_at: string | null;
            /** Format: uuid */
            org_id: string;
            /** @description It casts doubt on earlier results: see its impact. */
            out_of_tolerance: boolean;
            /** @enum {string} */
            outcome: "pass" | "fail" | "adjusted";
            /** Format: date-time */
            performed_at: string;
            performed_by: string | null;
            provider: string | null;
            /** @description Reference standards and their certificates, as written. */
            standards: unknown;
            /**
             * Format: int64
             * @description How many results it casts doubt on, see its impact; null when none can be. 1000 stands for a thousand or more.
             */
            suspect_results: number | null;
            /** @description Uncertainties of the calibration, as written. */
            uncertainty: unknown;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        CalibrationsNew: {
            /** @description Readings by name: plain, or {value, unit, uncertainty, k, tolerance, lower, upper}. */
            as_found?: {
                [key: string]: unknown;
            };
            /** @description For outcome adjusted, false when absent: what had to be adjusted was out of tolerance. pass is true, fail is false. */
            as_found_in_tolerance?: boolean | null;
            /** @description As as_found. */
            as_left?: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            certificate_file_id?: string | null;
            certificate_number?: string | null;
            /**
             * Format: date-time
             * @description After performed_at. When absent, the instrument's interval later, at the same time of day in the organisation's time zone.
             */
            expires_at?: string | null;
            /** @enum {string} */
            outcome: "pass" | "fail" | "adjusted";
            /**
             * Format: date-time
             * @description When it was performed; not in the future.
             */
            performed_at: string;
            performed_by?: string | null;
            provider?: string | null;
            /** @description Text, or an object of plain members such as name, certificate_number, expires_at. */
            standards?: unknown[];
            /** @description As as_found. */
            uncertainty?: {
                [key: string]: unknown;
            };
        };
        CalibrationsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            /** @description Readings before adjustment, as written. */
            as_found: unknown;
            /** @description Whether the instrument was within tolerance before anything was done to it. */
            as_found_in_tolerance: boolean | null;
            /** @description Readings after adjustment, as written. */
            as_left: unknown;
            /** Format: uuid */
            certificate_file_id: string | null;
            certificate_filename: string | null;
            certificate_number: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            instrument_code: string;
            /** Format: uuid */
            instrument_id: string;
            instrument_name: string;
            /** Format: date-time */
            locked_at: string | null;
            /** Format: uuid */
            org_id: string;
            /** @description It casts doubt on earlier results: see its impact. */
            out_of_tolerance: boolean;
            /** @enum {string} */
            outcome: "pass" | "fail" | "adjusted";
            /** Format: date-time */
            performed_at: string;
            performed_by: string | null;
            provider: string | null;
            /** @description Reference standards and their certificates, as written. */
            standards: unknown;
            /**
             * Format: int64
             * @description How many results it casts doubt on, see its impact; null when none can be. 1000 stands for a thousand or more.
             */
            suspect_results: number | null;
            /** @description Uncertainties of the calibration, as written. */
            uncertainty: unknown;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ChainFinding: {
            class: string;
            /** Format: int64 */
            count: number;
            detail: string;
            /**
             * Format: uuid
             * @description Null: of the installation.
             */
            org_id: string | null;
            /**
             * Format: int64
             * @description First place of the chain that is wrong; 0 where there is none.
             */
            seq: number;
        };
        ChainReport: {
            /**
             * Format: int64
             * @description Length of the chain at the longest checkpoint that verified; 0: none.
             */
            checkpoint_size: number;
            /** Format: int64 */
            entries: number;
            findings: components["schemas"]["ChainFinding"][];
            head_hash: string;
            /** Format: int64 */
            head_seq: number;
            /** Format: uuid */
            org_id: string;
        };
        CustodyBulk: {
            /** @description Samples; all are offered or none. */
            ids: string[];
            /** Format: uuid */
            location_id?: string | null;
            note?: string | null;
            /** Format: uuid */
            to_user_id: string;
        };
        CustodyItem: {
            /** @description What was said to it. */
            answer: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** Format: date-time */
            decided_at: string | null;
            /** Format: uuid */
            decided_by: string | null;
            /**
             * Format: uuid
             * @description Who held it; null for nobody in particular.
             */
            from_user_id: string | null;
            from_user_name: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description Where it comes to once accepted.
             */
            location_id: string | null;
            location_path: string | null;
            note: string | null;
            /** Format: uuid */
            org_id: string;
            sample_code: string;
            /** Format: uuid */
            sample_id: string;
            sample_name: string;
            /**
             * Format: int64
             * @description The sample's own version; its entity tag.
             */
            sample_version: number;
            /** @enum {string} */
            status: "pending" | "accepted" | "declined" | "withdrawn";
            /** Format: uuid */
            to_user_id: string;
            to_user_name: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        CustodyOffer: {
            /**
             * Format: uuid
             * @description Where the sample comes to once accepted.
             */
            location_id?: string | null;
            note?: string | null;
            /** Format: uuid */
            to_user_id: string;
        };
        CustodyOffered: {
            items: components["schemas"]["CustodyItem"][];
        };
        CustodyReply: {
            note?: string | null;
        };
        DraftsInput: {
            /** Format: int64 */
            base_version: number;
            body?: string;
            links?: components["schemas"]["LinksTarget"][];
            /** @description May be empty while it is a draft. */
            title?: string;
        };
        DraftsView: {
            /**
             * Format: int64
             * @description Version of the entry that the draft started from.
             */
            base_version: number;
            body: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description Version that the entry has now.
             */
            current_version: number;
            /** Format: uuid */
            entry_id: string;
            links: components["schemas"]["LinksTarget"][];
            /** @description Somebody saved the entry since the draft started; saving it needs a merge. */
            stale: boolean;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: uuid */
            user_id: string;
            /** Format: int64 */
            version: number;
        };
        EntriesAttachment: {
            /** Format: date-time */
            archived_at: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            filename: string;
            /** Format: uuid */
            id: string;
            media_type: string;
            /** Format: uuid */
            org_id: string;
            sha256: string;
            /** Format: int64 */
            size: number;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        EntriesChange: {
            body?: string | null;
            links?: components["schemas"]["LinksTarget"][] | null;
            title?: string | null;
        };
        EntriesDifference: {
            /** Format: int64 */
            from: number;
            /** @description Changes of the text with three lines around; none when it is the same. */
            hunks: components["schemas"]["TextdiffLine"][][];
            /** Format: int64 */
            lines_added: number;
            /** Format: int64 */
            lines_removed: number;
            links_added: components["schemas"]["LinksTarget"][];
            links_removed: components["schemas"]["LinksTarget"][];
            /** @description Null when it is the same. */
            title: components["schemas"]["EntriesTitleChange"] | null;
            /** Format: int64 */
            to: number;
            /** @description There are more hunks than are shown. */
            truncated: boolean;
        };
        EntriesItem: {
            /** Format: date-time */
            archived_at: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** @description How the text begins. */
            excerpt: string;
            /** Format: uuid */
            id: string;
            links: components["schemas"]["LinksTarget"][];
            /** Format: date-time */
            locked_at: string | null;
            notebook_code: string;
            /** Format: uuid */
            notebook_id: string;
            notebook_title: string;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            template_id: string | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            updated_by_name: string | null;
            /** Format: int64 */
            version: number;
        };
        EntriesNew: {
            /** @description Markdown; the template's when absent. */
            body?: string | null;
            links?: components["schemas"]["LinksTarget"][];
            /** Format: uuid */
            notebook_id: string;
            /** Format: uuid */
            template_id?: string | null;
            /** @description The template's when absent; required where there is none. */
            title?: string;
        };
        EntriesRendered: {
            /** @description Sanitised; formulas are span or div of class math, their TeX as text. */
            html: string;
            /** Format: uuid */
            id: string;
            title: string;
            /** Format: int64 */
            version: number;
        };
        EntriesTitleChange: {
            new: string;
            old: string;
        };
        EntriesVersion: {
            body: string;
            /** @enum {string} */
            change: "created" | "updated" | "archived";
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** @description Name as it was then. */
            created_by_name: string;
            /** Format: uuid */
            entry_id: string;
            links: components["schemas"]["LinksTarget"][];
            /** @description X-Change-Reason of the change. */
            reason: string | null;
            title: string;
            /** Format: int64 */
            version: number;
        };
        EntriesVersionItem: {
            /** @enum {string} */
            change: "created" | "updated" | "archived";
            /**
             * Format: int64
             * @description Length of the text.
             */
            characters: number;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string;
            /** Format: uuid */
            entry_id: string;
            reason: string | null;
            title: string;
            /** Format: int64 */
            version: number;
        };
        EntriesView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            /** @description Markdown, to the last space as it was written. */
            body: string;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** Format: uuid */
            id: string;
            /** @description The links with what the records are called. */
            linked: components["schemas"]["LinksLinked"][];
            links: components["schemas"]["LinksTarget"][];
            /** Format: date-time */
            locked_at: string | null;
            notebook_code: string;
            /** Format: uuid */
            notebook_id: string;
            notebook_title: string;
            /** Format: uuid */
            org_id: string;
            /**
             * Format: uuid
             * @description Template that it was started from.
             */
            template_id: string | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** @description Who wrote the current version. */
            updated_by_name: string | null;
            /** Format: int64 */
            version: number;
        };
        EvidenceNew: {
            /** Format: uuid */
            record_id: string;
            /** @description Record-type word: result, experiment, notebook_entry, sample … */
            record_type: string;
        };
        EvidencePackage: {
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /**
             * Format: int64
             * @description How many files are in it.
             */
            files: number;
            /** Format: uuid */
            id: string;
            /** @description Which key signed its manifest. */
            key_id: string;
            /** Format: uuid */
            org_id: string;
            record_code: string | null;
            /** @description SHA-256 of the canonical record in it. */
            record_hash: string;
            /** Format: uuid */
            record_id: string;
            record_type: string;
            /** Format: int64 */
            record_version: number;
            /** @description Of the whole package. */
            sha256: string;
            /** Format: int64 */
            size: number;
        };
        EvidenceView: {
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /**
             * Format: int64
             * @description How many files are in it.
             */
            files: number;
            /** Format: uuid */
            id: string;
            /** @description Which key signed its manifest. */
            key_id: string;
            /** Format: uuid */
            org_id: string;
            /** @description What spectra verify --key takes, one a line: keys of signatures and packages, then those of checkpoints. */
            public_keys: string[];
            record_code: string | null;
            /** @description SHA-256 of the canonical record in it. */
            record_hash: string;
            /** Format: uuid */
            record_id: string;
            record_type: string;
            /** Format: int64 */
            record_version: number;
            /** @description Of the whole package. */
            sha256: string;
            /** Format: int64 */
            size: number;
        };
        ExperimentsChange: {
            description?: string | null;
            /** Format: uuid */
            instrument_id?: string | null;
            method?: string | null;
            parameters?: components["schemas"]["ExperimentsParameterInput"][] | null;
            /** Format: uuid */
            project_id?: string | null;
            /** Format: uuid */
            protocol_id?: string | null;
            sample_ids?: string[] | null;
            title?: string | null;
        };
        ExperimentsItem: {
            /** Format: date-time */
            archived_at: string | null;
            /** @description State of the instrument's calibration when the experiment started; null without one. */
            calibration: unknown;
            /** @description {by, reason, at} when it was started under override; otherwise null. */
            calibration_override: unknown;
            code: string;
            /** Format: date-time */
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            description: string | null;
            /** Format: uuid */
            id: string;
            instrument_code: string | null;
            /** Format: uuid */
            instrument_id: string | null;
            instrument_name: string | null;
            /** Format: date-time */
            locked_at: string | null;
            method: string;
            /** Format: uuid */
            org_id: string;
            parameters: components["schemas"]["ExperimentsParameter"][];
            project_code: string | null;
            /** Format: uuid */
            project_id: string | null;
            project_name: string | null;
            /** Format: uuid */
            protocol_id: string | null;
            protocol_number: string | null;
            /**
             * Format: int64
             * @description Revision in force when the experiment started.
             */
            protocol_revision: number | null;
            /** Format: int64 */
            result_count: number;
            sample_ids: string[];
            samples: components["schemas"]["ExperimentsSampleRef"][];
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            status: "draft" | "running" | "completed" | "reviewed" | "approved" | "voided";
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ExperimentsMove: {
            /** @description Kept in the audit trail. */
            note?: string | null;
            /** @enum {string} */
            to: "draft" | "running" | "completed" | "reviewed" | "approved" | "voided";
        };
        ExperimentsNew: {
            description?: string | null;
            /** Format: uuid */
            instrument_id?: string | null;
            /** @description Free text, such as raman or uvvis.transmission. */
            method: string;
            parameters?: components["schemas"]["ExperimentsParameterInput"][];
            /** Format: uuid */
            project_id?: string | null;
            /** Format: uuid */
            protocol_id?: string | null;
            sample_ids?: string[];
            title: string;
        };
        ExperimentsParameter: {
            name: string;
            /** @enum {string} */
            type: "string" | "number" | "quantity" | "boolean" | "date" | "reference";
            unit: string | null;
            /** @description A decimal string as written for number and quantity, true or false for boolean, otherwise text. */
            value: unknown;
        };
        ExperimentsParameterInput: {
            name: string;
            /**
             * @description When absent it follows from the value.
             * @enum {string}
             */
            type?: "string" | "number" | "quantity" | "boolean" | "date" | "reference";
            /** @description UCUM unit; required for quantities. */
            unit?: string | null;
            /** @description Text, number (kept as written; a decimal string is the safe form), true or false, date YYYY-MM-DD, or the id or code of a record. */
            value: unknown;
        };
        ExperimentsSampleRef: {
            code: string;
            /** @description It had expired when the experiment started, or has by now while it has not started. */
            expired: boolean;
            /** Format: uuid */
            id: string;
            name: string;
        };
        ExperimentsStep: {
            done: boolean;
            /** Format: date-time */
            done_at: string | null;
            /** Format: uuid */
            done_by: string | null;
            done_by_name: string | null;
            /** Format: uuid */
            experiment_id: string;
            /** @enum {string} */
            kind: "check" | "value" | "warning";
            note: string | null;
            /** Format: int64 */
            position: number;
            required: boolean;
            text: string;
            /** Format: int64 */
            version: number;
        };
        ExperimentsTick: {
            done: boolean;
            /** @description Required for a step of kind value: what was read. */
            note?: string | null;
        };
        ExperimentsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            /** @description State of the instrument's calibration when the experiment started; null without one. */
            calibration: unknown;
            /** @description {by, reason, at} when it was started under override; otherwise null. */
            calibration_override: unknown;
            code: string;
            /** Format: date-time */
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            description: string | null;
            /** Format: uuid */
            id: string;
            instrument_code: string | null;
            /** Format: uuid */
            instrument_id: string | null;
            instrument_name: string | null;
            /** Format: date-time */
            locked_at: string | null;
            method: string;
            /** @description States the experiment can be moved to. */
            next_statuses: string[];
            /** Format: uuid */
            org_id: string;
            parameters: components["schemas"]["ExperimentsParameter"][];
            project_code: string | null;
            /** Format: uuid */
            project_id: string | null;
            project_name: string | null;
            /** Format: uuid */
            protocol_id: string | null;
            protocol_number: string | null;
            /**
             * Format: int64
             * @description Revision in force when the experiment started.
             */
            protocol_revision: number | null;
            /** Format: int64 */
            result_count: number;
            sample_ids: string[];
            samples: components["schemas"]["ExperimentsSampleRef"][];
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            status: "draft" | "running" | "completed" | "reviewed" | "approved" | "voided";
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            /** @description What does not stand in the way but should be known. */
            warnings: components["schemas"]["ExperimentsWarning"][];
        };
        ExperimentsWarning: {
            /** @enum {string} */
            code: "sample_expired";
            detail: string;
            /** Format: uuid */
            sample_id: string;
        };
        FeedsFeed: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            org_id: string;
            /** Format: date-time */
            revoked_at: string | null;
            /**
             * Format: uuid
             * @description Who made it; it shows what this person may read.
             */
            user_id: string;
        };
        FeedsMade: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            org_id: string;
            /** @description Address for the calendar program, below the server's own. */
            path: string;
            /** Format: date-time */
            revoked_at: string | null;
            /** @description Shown once; it cannot be read again. */
            token: string;
            /**
             * Format: uuid
             * @description Who made it; it shows what this person may read.
             */
            user_id: string;
        };
        FeedsNew: {
            /** @description What it is for, such as the calendar program. */
            name: string;
        };
        FilesAssignment: {
            /** Format: uuid */
            experiment_id?: string | null;
            /** Format: uuid */
            sample_id?: string | null;
        };
        FilesItem: {
            /**
             * Format: uuid
             * @description The instrument's key that brought it.
             */
            api_key_id: string | null;
            /** Format: date-time */
            archived_at: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            experiment_code: string | null;
            /** Format: uuid */
            experiment_id: string | null;
            experiment_title: string | null;
            filename: string;
            /** Format: uuid */
            id: string;
            instrument_code: string | null;
            /** Format: uuid */
            instrument_id: string | null;
            instrument_name: string | null;
            /** Format: date-time */
            locked_at: string | null;
            media_type: string;
            /** Format: uuid */
            org_id: string;
            parser: string | null;
            parser_version: string | null;
            /** @description Where it lay in the folder that was uploaded or watched. */
            path: string | null;
            sample_code: string | null;
            /** Format: uuid */
            sample_id: string | null;
            sample_name: string | null;
            sha256: string;
            /** Format: int64 */
            size: number;
            /**
             * @description Who brought it: a person or program, or an instrument by its own key.
             * @enum {string}
             */
            source: "upload" | "agent";
            /** @enum {string} */
            status: "parsed" | "unreadable" | "damaged";
            /**
             * @description Whether search finds what stands in the file.
             * @enum {string}
             */
            text_status: "waiting" | "indexed" | "none" | "failed";
            /** Format: int64 */
            trace_count: number;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            warnings: unknown;
        };
        FilesView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /**
             * Format: uuid
             * @description The instrument's key that brought it.
             */
            api_key_id: string | null;
            /** Format: date-time */
            archived_at: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            experiment_code: string | null;
            /** Format: uuid */
            experiment_id: string | null;
            experiment_title: string | null;
            filename: string;
            /** Format: uuid */
            id: string;
            instrument_code: string | null;
            /** Format: uuid */
            instrument_id: string | null;
            instrument_name: string | null;
            /** Format: date-time */
            locked_at: string | null;
            media_type: string;
            /** Format: uuid */
            org_id: string;
            parser: string | null;
            parser_version: string | null;
            /** @description Where it lay in the folder that was uploaded or watched. */
            path: string | null;
            sample_code: string | null;
            /** Format: uuid */
            sample_id: string | null;
            sample_name: string | null;
            sha256: string;
            /** Format: int64 */
            size: number;
            /**
             * @description Who brought it: a person or program, or an instrument by its own key.
             * @enum {string}
             */
            source: "upload" | "agent";
            /** @enum {string} */
            status: "parsed" | "unreadable" | "damaged";
            /**
             * @description Whether search finds what stands in the file.
             * @enum {string}
             */
            text_status: "waiting" | "indexed" | "none" | "failed";
            /** Format: int64 */
            trace_count: number;
            traces: components["schemas"]["TracesSummary"][];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            warnings: unknown;
        };
        HoldsItem: {
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            org_id: string;
            /** @description Why it was placed: the case, the order, the inspection. */
            reason: string;
            /**
             * Format: int64
             * @description How many records it names that the caller may see.
             */
            records: number;
            release_reason: string | null;
            /**
             * Format: date-time
             * @description null: in force.
             */
            released_at: string | null;
            /** Format: uuid */
            released_by: string | null;
            released_by_name: string | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        HoldsLine: {
            /** Format: date-time */
            added_at: string;
            /** Format: uuid */
            added_by: string | null;
            /** @description As it was called then. */
            record_code: string | null;
            /** Format: uuid */
            record_id: string;
            record_type: string;
        };
        HoldsMore: {
            records: components["schemas"]["HoldsRef"][];
        };
        HoldsNew: {
            reason: string;
            records: components["schemas"]["HoldsRef"][];
            title: string;
        };
        HoldsRef: {
            /** Format: uuid */
            id: string;
            /**
             * @description A project stands for everything in it, an instrument for its calibrations and maintenance, a notebook for its entries, an experiment or sample for its results and files.
             * @enum {string}
             */
            type: "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "protocol" | "experiment" | "result" | "file" | "process";
        };
        HoldsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** Format: uuid */
            id: string;
            lines: components["schemas"]["HoldsLine"][];
            /** Format: uuid */
            org_id: string;
            /** @description Why it was placed: the case, the order, the inspection. */
            reason: string;
            /**
             * Format: int64
             * @description How many records it names that the caller may see.
             */
            records: number;
            release_reason: string | null;
            /**
             * Format: date-time
             * @description null: in force.
             */
            released_at: string | null;
            /** Format: uuid */
            released_by: string | null;
            released_by_name: string | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        HomeCard: {
            card: string;
            numbers: components["schemas"]["HomeCount"][];
        };
        HomeCount: {
            /**
             * Format: int64
             * @description 1000 stands for a thousand or more.
             */
            count: number;
            /** @description Address of the list of what was counted. */
            list: string;
            /** @description A word such as to_review. */
            name: string;
            /**
             * Format: date-time
             * @description Since when the first of them waits; null when there is none.
             */
            oldest_at: string | null;
        };
        HomePage: {
            cards: components["schemas"]["HomeCard"][];
        };
        ImpactCounts: {
            /**
             * Format: int64
             * @description Stale already, for whatever reason.
             */
            flagged: number;
            /**
             * Format: int64
             * @description Signed and not flagged.
             */
            locked: number;
            /**
             * Format: int64
             * @description Valid and not flagged: what flagging would flag.
             */
            open: number;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            voided: number;
        };
        ImpactFlagged: {
            /** @description How it is after it. */
            counts: components["schemas"]["ImpactCounts"];
            /**
             * Format: int64
             * @description Results that were flagged now, those made of others among them.
             */
            flagged: number;
        };
        ImpactItem: {
            /** Format: date-time */
            acquired_at: string;
            calibration_override: unknown;
            code: string;
            created_by_name: string | null;
            experiment_code: string | null;
            /** Format: uuid */
            experiment_id: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description Signed: it cannot be flagged and must be dealt with by its signers.
             */
            locked_at: string | null;
            /** @enum {string} */
            origin: "recorded" | "computed";
            /** Format: date-time */
            recorded_at: string;
            result_type: string;
            sample_code: string | null;
            /** Format: uuid */
            sample_id: string | null;
            sample_name: string | null;
            stale: string | null;
            /** @enum {string} */
            status: "valid" | "voided";
        };
        ImpactReport: {
            calibration: components["schemas"]["CalibrationSuspicion"];
            counts: components["schemas"]["ImpactCounts"];
            items: components["schemas"]["ImpactItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        ImportsFault: {
            code: string;
            /** @description Heading of the column; the field where the file has no such column. */
            column: string;
            detail: string;
            /** @description /rows/{row}/{column}. */
            pointer: string;
            /**
             * Format: int64
             * @description As the spreadsheet shows it.
             */
            row: number;
        };
        ImportsImport: {
            /** Format: date-time */
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            filename: string;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            invalid: number;
            /** Format: uuid */
            job_id: string | null;
            /** @description Column of the file → field; empty for columns that were left out. */
            mapping: unknown;
            /** Format: uuid */
            org_id: string;
            /** Format: int64 */
            rows: number;
            /** @description Of rows without a type of their own; the mapping is remembered under it. */
            sample_type: string | null;
            sha256: string;
            /** Format: int64 */
            size: number;
            /** @enum {string} */
            status: "queued" | "checked" | "refused" | "applied" | "undone";
            /** Format: date-time */
            undone_at: string | null;
            /** Format: uuid */
            undone_by: string | null;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            valid: number;
            /** Format: int64 */
            version: number;
        };
        ImportsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            errors: components["schemas"]["ImportsFault"][];
            /** @description There are more faults than the 10000 listed. */
            errors_truncated: boolean;
            filename: string;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            invalid: number;
            /** Format: uuid */
            job_id: string | null;
            /** @description Column of the file → field; empty for columns that were left out. */
            mapping: unknown;
            /** Format: uuid */
            org_id: string;
            /** Format: int64 */
            rows: number;
            /** @description The first 1000 samples, in the order of the rows. */
            sample_ids: string[];
            /** @description Of rows without a type of their own; the mapping is remembered under it. */
            sample_type: string | null;
            sha256: string;
            /** Format: int64 */
            size: number;
            /** @enum {string} */
            status: "queued" | "checked" | "refused" | "applied" | "undone";
            /** Format: date-time */
            undone_at: string | null;
            /** Format: uuid */
            undone_by: string | null;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            valid: number;
            /** Format: int64 */
            version: number;
        };
        InboxAllRead: {
            /**
             * Format: int64
             * @description How many notices were unread until now.
             */
            read: number;
        };
        InboxChoice: {
            /** @enum {string} */
            default: "immediately" | "digest" | "never";
            /** @description A word such as calibration_overdue. */
            kind: string;
            /**
             * @description The inbox shows it in any case.
             * @enum {string}
             */
            mail: "immediately" | "digest" | "never";
            meaning: string;
        };
        InboxChoose: {
            /** @description Kind of notice → immediately, digest or never. */
            mail: {
                [key: string]: string;
            };
        };
        InboxCount: {
            /**
             * Format: int64
             * @description 100 stands for a hundred or more.
             */
            count: number;
            kind: string;
        };
        InboxInbox: {
            /** @description By kind, in the order of words. */
            counts: components["schemas"]["InboxCount"][];
            /** @description Overdue and due first, then the newest; at most a hundred of each kind of work and of notices. */
            items: components["schemas"]["InboxItem"][];
            /** Format: int64 */
            total: number;
            /**
             * Format: int64
             * @description How many of the items are notices; the others are work.
             */
            unread: number;
        };
        InboxItem: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            due_at: string | null;
            /** @description A word such as calibration_due. */
            kind: string;
            /**
             * Format: uuid
             * @description For POST /inbox/{id}/read; null for work, which goes away when it is done.
             */
            notification_id: string | null;
            record: components["schemas"]["InboxRecord"];
            title: string;
        };
        InboxPreferences: {
            kinds: components["schemas"]["InboxChoice"][];
            /** @description false: this server sends no mail, what is chosen here will hold once it does. */
            mail_enabled: boolean;
            /**
             * Format: int64
             * @description 0 while nothing was chosen.
             */
            version: number;
        };
        InboxRead: {
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When it was read first.
             */
            read_at: string;
        };
        InboxRecord: {
            code: string | null;
            /** Format: uuid */
            id: string;
            type: string;
        };
        InstrumentsChange: {
            /** Format: int64 */
            calibration_interval_days?: number | null;
            category?: string | null;
            description?: string | null;
            location?: string | null;
            model?: string | null;
            name?: string | null;
            serial_number?: string | null;
            /** @enum {string|null} */
            status?: "online" | "offline" | "maintenance" | "retired" | null;
            vendor?: string | null;
        };
        InstrumentsItem: {
            /** Format: date-time */
            archived_at: string | null;
            /**
             * Format: date-time
             * @description When the latest calibration ends; null when nothing is required or none was done.
             */
            calibration_due_at: string | null;
            /**
             * Format: uuid
             * @description The calibration in force.
             */
            calibration_id: string | null;
            /** Format: int64 */
            calibration_interval_days: number | null;
            /** @enum {string} */
            calibration_status: "valid" | "due" | "overdue" | "out_of_tolerance" | "not_required";
            category: string;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            description: string | null;
            /** Format: uuid */
            id: string;
            location: string | null;
            /** Format: date-time */
            locked_at: string | null;
            model: string | null;
            name: string;
            /** Format: uuid */
            org_id: string;
            serial_number: string | null;
            /** @enum {string} */
            status: "online" | "offline" | "maintenance" | "retired";
            /** Format: date-time */
            updated_at: string;
            vendor: string | null;
            /** Format: int64 */
            version: number;
        };
        InstrumentsNew: {
            /**
             * Format: int64
             * @description null: needs no calibration.
             */
            calibration_interval_days?: number | null;
            /**
             * @description Free text; raman, ftir, xrd, uv_vis, profilometer, probe_station and the like.
             * @default other
             */
            category: string;
            description?: string | null;
            location?: string | null;
            model?: string | null;
            name: string;
            serial_number?: string | null;
            /**
             * @default online
             * @enum {string}
             */
            status: "online" | "offline" | "maintenance";
            vendor?: string | null;
        };
        InstrumentsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            /**
             * Format: date-time
             * @description When the latest calibration ends; null when nothing is required or none was done.
             */
            calibration_due_at: string | null;
            /**
             * Format: uuid
             * @description The calibration in force.
             */
            calibration_id: string | null;
            /** Format: int64 */
            calibration_interval_days: number | null;
            /** @enum {string} */
            calibration_status: "valid" | "due" | "overdue" | "out_of_tolerance" | "not_required";
            category: string;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            description: string | null;
            /** Format: uuid */
            id: string;
            location: string | null;
            /** Format: date-time */
            locked_at: string | null;
            model: string | null;
            name: string;
            /** Format: uuid */
            org_id: string;
            serial_number: string | null;
            /** @enum {string} */
            status: "online" | "offline" | "maintenance" | "retired";
            /** Format: date-time */
            updated_at: string;
            vendor: string | null;
            /** Format: int64 */
            version: number;
        };
        JobsJob: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string;
            error: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            kind: string;
            /** Format: double */
            progress: number;
            result_ids: unknown;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** Format: date-time */
            updated_at: string;
        };
        KeySetBody: {
            keys: components["schemas"]["TokensJWK"][];
        };
        LabelsOrder: {
            /**
             * Format: int64
             * @description Of each label, one after the other; 1 when absent.
             */
            copies?: number;
            /**
             * Format: int64
             * @description Dots per inch of the label printer, for ZPL; 203 when absent.
             * @enum {integer}
             */
            dpi?: 203 | 300 | 600;
            /** @enum {string} */
            format: "pdf" | "zpl";
            /** @description What to label, in this order. */
            ids: string[];
            /**
             * Format: int64
             * @description First free label of the first sheet, counted row by row; 1 when absent.
             */
            start?: number;
            /**
             * @description Kind of label; avery-l7160 for PDF and roll-50x25 for ZPL when absent.
             * @enum {string}
             */
            stock?: "avery-l7160" | "avery-l7159" | "avery-l7651" | "avery-5160" | "avery-5163" | "roll-50x25" | "roll-57x32" | "roll-102x51";
        };
        LineageEdgeView: {
            /** Format: uuid */
            from: string;
            relation: string;
            /** Format: uuid */
            to: string;
        };
        LineageGraph: {
            edges: components["schemas"]["LineageEdgeView"][];
            nodes: components["schemas"]["LineageNodeView"][];
            /** @description There is more than the answer holds; ask for fewer hops or start nearer. */
            truncated: boolean;
        };
        LineageNodeView: {
            /** @description Human code; traces and jobs have none. */
            code: string | null;
            /** Format: uuid */
            id: string;
            label: string;
            /** @description Of a result: why it no longer stands on its sources. */
            stale: string | null;
            type: string;
        };
        LinksLink: {
            /** Format: date-time */
            expires_at: string;
            /** @description Whether the person gets it by mail, too; false where this server sends none. */
            mailed: boolean;
            /** @description To be given to the person; it works once. */
            url: string;
        };
        LinksLinked: {
            /** @description Human code; null for types without one and for records that the caller may not read. */
            code: string | null;
            /** Format: uuid */
            id: string;
            /** @description Null for records that the caller may not read. */
            label: string | null;
            /**
             * @description Record type.
             * @enum {string}
             */
            type: "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "protocol" | "signature" | "experiment" | "result" | "file" | "trace" | "job";
        };
        LinksTarget: {
            /** Format: uuid */
            id: string;
            /**
             * @description Record type.
             * @enum {string}
             */
            type: "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "protocol" | "signature" | "experiment" | "result" | "file" | "trace" | "job";
        };
        LocationsCell: {
            /**
             * Format: int64
             * @description From 1, at the left.
             */
            column: number;
            position: string;
            /**
             * Format: int64
             * @description From 1, at the top.
             */
            row: number;
            sample: components["schemas"]["LocationsOccupant"];
        };
        LocationsChange: {
            barcode?: string | null;
            /** Format: int64 */
            capacity?: number | null;
            description?: string | null;
            /** @description As a whole; no sample may lose its position by it. */
            grid?: components["schemas"]["LocationsGrid"];
            /** @enum {string|null} */
            kind?: "site" | "building" | "floor" | "room" | "cabinet" | "freezer" | "rack" | "shelf" | "box" | "slot" | "other" | null;
            name?: string | null;
            /**
             * Format: uuid
             * @description Moves it with all that lies in it; null makes it a root.
             */
            parent_id?: string | null;
        };
        LocationsGrid: {
            /** Format: int64 */
            columns: number;
            /**
             * @description letters: A1, A2 … B1; numbers: 1, 2 … along the rows, as the slots of a cassette.
             * @default letters
             * @enum {string}
             */
            labels: "letters" | "numbers";
            /** Format: int64 */
            rows: number;
        };
        LocationsItem: {
            /** Format: date-time */
            archived_at: string | null;
            barcode: string | null;
            /**
             * Format: int64
             * @description How many samples may lie directly in it; null for any number.
             */
            capacity: number | null;
            /**
             * Format: int64
             * @description Locations directly in it that are not archived.
             */
            children: number;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            description: string | null;
            /** @description Positions in it, each for one sample; null for a place without. */
            grid: components["schemas"]["LocationsGrid"] | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "site" | "building" | "floor" | "room" | "cabinet" | "freezer" | "rack" | "shelf" | "box" | "slot" | "other";
            name: string;
            /**
             * Format: int64
             * @description Samples directly in it that are neither archived, consumed nor disposed of.
             */
            occupied: number;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            parent_id: string | null;
            parent_name: string | null;
            /** @description Names from the root, joined by " / ". */
            path: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        LocationsLayout: {
            /**
             * Format: int64
             * @description How many samples it takes: its positions, or fewer where its capacity says so.
             */
            capacity: number;
            /** @description The occupied positions, along the rows. */
            cells: components["schemas"]["LocationsCell"][];
            /** Format: int64 */
            columns: number;
            /**
             * @description letters: A1, A2 … B1; numbers: 1, 2 … along the rows, as the slots of a cassette.
             * @default letters
             * @enum {string}
             */
            labels: "letters" | "numbers";
            /** Format: uuid */
            location_id: string;
            /** @description The first free position along the rows; null when nothing more goes in. */
            next_free: string | null;
            /** Format: int64 */
            occupied: number;
            path: string;
            /** Format: int64 */
            rows: number;
            /** @description Samples that lie in it without a position. */
            unplaced: components["schemas"]["LocationsOccupant"][];
        };
        LocationsNew: {
            barcode?: string | null;
            /** Format: int64 */
            capacity?: number | null;
            description?: string | null;
            /** @description A box of 9 × 9, a cassette of 25 × 1: positions, each for one sample. */
            grid?: components["schemas"]["LocationsGrid"];
            /** @enum {string} */
            kind: "site" | "building" | "floor" | "room" | "cabinet" | "freezer" | "rack" | "shelf" | "box" | "slot" | "other";
            name: string;
            /** Format: uuid */
            parent_id?: string | null;
        };
        LocationsOccupant: {
            barcode: string | null;
            code: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            low_stock_since: string | null;
            name: string;
            sample_type: string;
            status: string;
        };
        LocationsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            barcode: string | null;
            /**
             * Format: int64
             * @description How many samples may lie directly in it; null for any number.
             */
            capacity: number | null;
            /**
             * Format: int64
             * @description Locations directly in it that are not archived.
             */
            children: number;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            description: string | null;
            /** @description Positions in it, each for one sample; null for a place without. */
            grid: components["schemas"]["LocationsGrid"] | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "site" | "building" | "floor" | "room" | "cabinet" | "freezer" | "rack" | "shelf" | "box" | "slot" | "other";
            name: string;
            /**
             * Format: int64
             * @description Samples directly in it that are neither archived, consumed nor disposed of.
             */
            occupied: number;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            parent_id: string | null;
            parent_name: string | null;
            /** @description Names from the root, joined by " / ". */
            path: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        MailsItem: {
            /** Format: int64 */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** @description What the mail server said last. */
            error: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "notice" | "digest" | "link";
            /**
             * Format: date-time
             * @description When a queued mail is tried.
             */
            next_attempt_at: string;
            /** @description Of a notice: a word such as calibration_overdue. */
            notice_kind: string | null;
            /** Format: uuid */
            org_id: string;
            record_code: string | null;
            /** Format: uuid */
            record_id: string | null;
            record_type: string | null;
            /**
             * @description cancelled: nobody needs it any more, error says why.
             * @enum {string}
             */
            status: "queued" | "sent" | "failed" | "cancelled";
            /** Format: date-time */
            updated_at: string;
            /** Format: uuid */
            user_id: string;
            user_name: string;
            /** Format: int64 */
            version: number;
        };
        MailsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: int64 */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** @description What the mail server said last. */
            error: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "notice" | "digest" | "link";
            /**
             * Format: date-time
             * @description When a queued mail is tried.
             */
            next_attempt_at: string;
            /** @description Of a notice: a word such as calibration_overdue. */
            notice_kind: string | null;
            /** Format: uuid */
            org_id: string;
            record_code: string | null;
            /** Format: uuid */
            record_id: string | null;
            record_type: string | null;
            /**
             * @description cancelled: nobody needs it any more, error says why.
             * @enum {string}
             */
            status: "queued" | "sent" | "failed" | "cancelled";
            /** Format: date-time */
            updated_at: string;
            /** Format: uuid */
            user_id: string;
            user_name: string;
            /** Format: int64 */
            version: number;
        };
        MaintenanceChange: {
            description?: string | null;
            /** Format: date-time */
            finished_at?: string | null;
            /** @enum {string|null} */
            kind?: "preventive" | "corrective" | "inspection" | null;
            performed_by?: string | null;
            /** Format: date-time */
            started_at?: string | null;
        };
        MaintenanceItem: {
            /** Format: date-time */
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            description: string;
            /**
             * Format: int64
             * @description From start to end; while it is under way, until now.
             */
            downtime_seconds: number;
            /**
             * Format: date-time
             * @description null: still under way.
             */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            instrument_code: string;
            /** Format: uuid */
            instrument_id: string;
            instrument_name: string;
            /** @enum {string} */
            kind: "preventive" | "corrective" | "inspection";
            /** Format: uuid */
            org_id: string;
            performed_by: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        MaintenanceNew: {
            description: string;
            /**
             * Format: date-time
             * @description Not before started_at, not in the future.
             */
            finished_at?: string | null;
            /** @enum {string} */
            kind: "preventive" | "corrective" | "inspection";
            performed_by?: string | null;
            /**
             * Format: date-time
             * @description Not in the future.
             */
            started_at: string;
        };
        MaintenanceView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            description: string;
            /**
             * Format: int64
             * @description From start to end; while it is under way, until now.
             */
            downtime_seconds: number;
            /**
             * Format: date-time
             * @description null: still under way.
             */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            instrument_code: string;
            /** Format: uuid */
            instrument_id: string;
            instrument_name: string;
            /** @enum {string} */
            kind: "preventive" | "corrective" | "inspection";
            /** Format: uuid */
            org_id: string;
            performed_by: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        MembersEntry: {
            /**
             * @default member
             * @enum {string}
             */
            role: "reader" | "member" | "lead";
            /** Format: uuid */
            user_id: string;
        };
        MembersItem: {
            /** @description Whether the account is active. */
            active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            email: string;
            name: string;
            /** Format: uuid */
            project_id: string;
            /** @enum {string} */
            role: "reader" | "member" | "lead";
            /** Format: uuid */
            user_id: string;
        };
        MembersSet: {
            /** @description Everybody who belongs to the project; who is not named does not. */
            members: components["schemas"]["MembersEntry"][];
        };
        MethodsInfo: {
            description: string;
            inputs: components["schemas"]["MethodsInput"][];
            name: string;
            outputs: components["schemas"]["MethodsOutput"][];
            parameters: components["schemas"]["MethodsParameter"][];
            reference: string;
            /** @description result_type of the results it makes. */
            result_type: string;
            title: string;
            version: string;
        };
        MethodsInput: {
            description: string;
            /** @enum {string} */
            kind: "trace";
            name: string;
            required: boolean;
        };
        MethodsOutput: {
            description: string;
            name: string;
            /** @description x and y stand for the units of the trace's axes. */
            unit: string;
        };
        MethodsParameter: {
            choices?: string[];
            /** @description Null: not applied, or derived from the data as described; the stored result says what was used. */
            default: unknown;
            description: string;
            /** Format: double */
            max: number | null;
            /** Format: double */
            min: number | null;
            name: string;
            /** @enum {string} */
            type: "number" | "integer" | "string" | "boolean";
            unit: string;
        };
        NotebooksChange: {
            description?: string | null;
            /** Format: uuid */
            project_id?: string | null;
            title?: string | null;
        };
        NotebooksItem: {
            /** Format: date-time */
            archived_at: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            description: string | null;
            /**
             * Format: int64
             * @description Entries that are not archived.
             */
            entry_count: number;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When the youngest of them was written.
             */
            last_entry_at: string | null;
            /** Format: uuid */
            org_id: string;
            project_code: string | null;
            /** Format: uuid */
            project_id: string | null;
            project_name: string | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        NotebooksNew: {
            description?: string | null;
            /** Format: uuid */
            project_id?: string | null;
            title: string;
        };
        NotebooksView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            description: string | null;
            /**
             * Format: int64
             * @description Entries that are not archived.
             */
            entry_count: number;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When the youngest of them was written.
             */
            last_entry_at: string | null;
            /** Format: uuid */
            org_id: string;
            project_code: string | null;
            /** Format: uuid */
            project_id: string | null;
            project_name: string | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        OrganizationsChange: {
            address?: string | null;
            contact_email?: string | null;
            name?: string | null;
            timezone?: string | null;
        };
        OrganizationsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            address: string | null;
            contact_email: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
            /** @enum {string} */
            status: "active" | "suspended";
            /** @description IANA name; times are stored and sent in UTC. */
            timezone: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        PageListAccessLog: {
            items: components["schemas"]["AccessLog"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListAcknowledgementsReader: {
            items: components["schemas"]["AcknowledgementsReader"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListAcknowledgementsShown: {
            items: components["schemas"]["AcknowledgementsShown"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListApikeysKey: {
            items: components["schemas"]["ApikeysKey"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListApprovalsApproval: {
            items: components["schemas"]["ApprovalsApproval"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListCalibrationsItem: {
            items: components["schemas"]["CalibrationsItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListCustodyItem: {
            items: components["schemas"]["CustodyItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListEntriesAttachment: {
            items: components["schemas"]["EntriesAttachment"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListEntriesItem: {
            items: components["schemas"]["EntriesItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListEntriesVersionItem: {
            items: components["schemas"]["EntriesVersionItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListEvidencePackage: {
            items: components["schemas"]["EvidencePackage"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListExperimentsItem: {
            items: components["schemas"]["ExperimentsItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListExperimentsStep: {
            items: components["schemas"]["ExperimentsStep"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListFeedsFeed: {
            items: components["schemas"]["FeedsFeed"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListFilesItem: {
            items: components["schemas"]["FilesItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListHoldsItem: {
            items: components["schemas"]["HoldsItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListImportsImport: {
            items: components["schemas"]["ImportsImport"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListInstrumentsItem: {
            items: components["schemas"]["InstrumentsItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListJobsJob: {
            items: components["schemas"]["JobsJob"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListLocationsItem: {
            items: components["schemas"]["LocationsItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListMailsItem: {
            items: components["schemas"]["MailsItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListMaintenanceItem: {
            items: components["schemas"]["MaintenanceItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListMembersItem: {
            items: components["schemas"]["MembersItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListMethodsInfo: {
            items: components["schemas"]["MethodsInfo"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListNotebooksItem: {
            items: components["schemas"]["NotebooksItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListProcessesItem: {
            items: components["schemas"]["ProcessesItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListProjectsProject: {
            items: components["schemas"]["ProjectsProject"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListProtocolsItem: {
            items: components["schemas"]["ProtocolsItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListResultsItem: {
            items: components["schemas"]["ResultsItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListReviewsReview: {
            items: components["schemas"]["ReviewsReview"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListRolesPermission: {
            items: components["schemas"]["RolesPermission"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListRolesRole: {
            items: components["schemas"]["RolesRole"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListSamplesHistory: {
            items: components["schemas"]["SamplesHistory"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListSamplesQueryable: {
            items: components["schemas"]["SamplesQueryable"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListSampletypesItem: {
            items: components["schemas"]["SampletypesItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListSampletypesVersion: {
            items: components["schemas"]["SampletypesVersion"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListSessionsItem: {
            items: components["schemas"]["SessionsItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListSettingsSetting: {
            items: components["schemas"]["SettingsSetting"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListSharesShare: {
            items: components["schemas"]["SharesShare"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListSignaturesItem: {
            items: components["schemas"]["SignaturesItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListSignrequestsItem: {
            items: components["schemas"]["SignrequestsItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListTemplatesItem: {
            items: components["schemas"]["TemplatesItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListTracesItem: {
            items: components["schemas"]["TracesItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListTrailItem: {
            items: components["schemas"]["TrailItem"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListUsersUser: {
            items: components["schemas"]["UsersUser"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        PageListViewsView: {
            items: components["schemas"]["ViewsView"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        ProcessesChange: {
            /** Format: date-time */
            finished_at?: string | null;
            /** Format: uuid */
            instrument_id?: string | null;
            note?: string | null;
            parameters?: components["schemas"]["ProcessesParameterInput"][] | null;
            /** Format: uuid */
            protocol_id?: string | null;
            /** Format: date-time */
            started_at?: string | null;
        };
        ProcessesIn: {
            /** @description {value, unit} taken of it; the sample has so much less, and is consumed when nothing is left. */
            quantity?: {
                [key: string]: unknown;
            } | null;
            /** Format: uuid */
            sample_id: string;
        };
        ProcessesItem: {
            /** Format: date-time */
            archived_at: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /**
             * Format: date-time
             * @description null: not known, or under way.
             */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            inputs: components["schemas"]["ProcessesTaking"][];
            instrument_code: string | null;
            /** Format: uuid */
            instrument_id: string | null;
            instrument_name: string | null;
            /** @description A word of GET /processes/kinds. */
            kind: string;
            note: string | null;
            /** Format: uuid */
            org_id: string;
            outputs: components["schemas"]["ProcessesTaking"][];
            parameters: components["schemas"]["ProcessesParameter"][];
            /** Format: uuid */
            protocol_id: string | null;
            protocol_number: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ProcessesKinds: {
            /** @description In the order of words; the setting sample_processes adds to them. */
            kinds: string[];
        };
        ProcessesNew: {
            /**
             * Format: date-time
             * @description Not before started_at, not in the future.
             */
            finished_at?: string | null;
            inputs: components["schemas"]["ProcessesIn"][];
            /** Format: uuid */
            instrument_id?: string | null;
            /** @description A word of GET /processes/kinds. */
            kind: string;
            note?: string | null;
            /** @description Absent for a step that changes the samples themselves, such as an anneal. */
            outputs?: components["schemas"]["ProcessesOut"][];
            parameters?: components["schemas"]["ProcessesParameterInput"][];
            /** Format: uuid */
            protocol_id?: string | null;
            /**
             * Format: date-time
             * @description Not in the future; now when absent.
             */
            started_at?: string | null;
        };
        ProcessesOut: {
            /** @description As the body of POST /samples; of a single input it becomes a child. */
            new?: components["schemas"]["SamplesNew"];
            /** Format: uuid */
            sample_id?: string | null;
        };
        ProcessesParameter: {
            name: string;
            /** @enum {string} */
            type: "string" | "number" | "quantity" | "boolean" | "date" | "reference";
            unit: string | null;
            /** @description A decimal string as written for number and quantity, true or false for boolean, otherwise text. */
            value: unknown;
        };
        ProcessesParameterInput: {
            name: string;
            /**
             * @description When absent it follows from the value.
             * @enum {string}
             */
            type?: "string" | "number" | "quantity" | "boolean" | "date" | "reference";
            /** @description UCUM unit; required for quantities. */
            unit?: string | null;
            /** @description Text, number (kept as written; a decimal string is the safe form), true or false, date YYYY-MM-DD, or the id or code of a record. */
            value: unknown;
        };
        ProcessesTaking: {
            code: string;
            name: string;
            /** @description What was taken of it. */
            quantity: components["schemas"]["SamplesQuantity"] | null;
            /** Format: uuid */
            sample_id: string;
            status: string;
        };
        ProcessesView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /**
             * Format: date-time
             * @description null: not known, or under way.
             */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            inputs: components["schemas"]["ProcessesTaking"][];
            instrument_code: string | null;
            /** Format: uuid */
            instrument_id: string | null;
            instrument_name: string | null;
            /** @description A word of GET /processes/kinds. */
            kind: string;
            note: string | null;
            /** Format: uuid */
            org_id: string;
            outputs: components["schemas"]["ProcessesTaking"][];
            parameters: components["schemas"]["ProcessesParameter"][];
            /** Format: uuid */
            protocol_id: string | null;
            protocol_number: string | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ProjectsChange: {
            /** @enum {string|null} */
            access?: "organization" | "members" | null;
            description?: string | null;
            name?: string | null;
            /** Format: uuid */
            owner_id?: string | null;
            /** @enum {string|null} */
            status?: "active" | "on_hold" | "completed" | null;
        };
        ProjectsNew: {
            /**
             * @default organization
             * @enum {string}
             */
            access: "organization" | "members";
            description?: string | null;
            name: string;
            /** Format: uuid */
            owner_id?: string | null;
            /**
             * @default active
             * @enum {string}
             */
            status: "active" | "on_hold";
        };
        ProjectsProject: {
            /**
             * @description Who sees the project and what is in it: everybody in the organization, or its owner and members alone.
             * @enum {string}
             */
            access: "organization" | "members";
            /** Format: date-time */
            archived_at: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            description: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            owner_id: string | null;
            /** @enum {string} */
            status: "active" | "on_hold" | "completed" | "archived";
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ProjectsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /**
             * @description Who sees the project and what is in it: everybody in the organization, or its owner and members alone.
             * @enum {string}
             */
            access: "organization" | "members";
            /** Format: date-time */
            archived_at: string | null;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            description: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            owner_id: string | null;
            /** @enum {string} */
            status: "active" | "on_hold" | "completed" | "archived";
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ProofsAnchor: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "directory" | "rfc3161";
            /** @description Of a time-stamp the token (DER), otherwise the note; base64. */
            receipt: string;
            target: string;
        };
        ProofsCheckpoint: {
            anchors: components["schemas"]["ProofsAnchor"][];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description End of the chain now.
             */
            head_seq: number;
            key_id: string;
            /** @description The signed note: origin, size and root, with an Ed25519 signature. */
            note: string;
            /** @description Why there can be no newer one. */
            problem: string | null;
            public_keys: string[];
            /** @description Root of the Merkle tree (RFC 9162) over the chain's hashes, hexadecimal. */
            root: string;
            /**
             * Format: int64
             * @description Entries that it covers.
             */
            size: number;
            /**
             * Format: date-time
             * @description When the chain up to size was last found whole; null when this server does not know.
             */
            verified_at: string | null;
        };
        ProtocolsChange: {
            body?: string | null;
            checklist?: components["schemas"]["ProtocolsStep"][] | null;
            effective_date?: string | null;
            hazard_level?: string | null;
            number?: string | null;
            title?: string | null;
            training_required?: boolean | null;
        };
        ProtocolsComment: {
            comment?: string | null;
        };
        ProtocolsComparison: {
            /**
             * Format: int64
             * @description Lines of body and checklist that were added.
             */
            added: number;
            body: components["schemas"]["TextdiffLine"][];
            checklist: components["schemas"]["TextdiffLine"][];
            /** @description Fields other than body and checklist that differ. */
            fields: components["schemas"]["ProtocolsFieldChange"][];
            newer: components["schemas"]["ProtocolsSide"];
            /** @description null: there is no revision before the first. */
            older: components["schemas"]["ProtocolsSide"] | null;
            /** Format: int64 */
            removed: number;
        };
        ProtocolsFieldChange: {
            field: string;
            new: unknown;
            old: unknown;
        };
        ProtocolsItem: {
            /**
             * Format: date-time
             * @description When the caller acknowledged this revision.
             */
            acknowledged_at: string | null;
            /** Format: date-time */
            approved_at: string | null;
            /** Format: uuid */
            approved_by: string | null;
            approved_by_name: string | null;
            /** Format: date-time */
            archived_at: string | null;
            /** @description Everybody who wrote this revision; none of them may approve it. */
            authors: string[];
            code: string;
            /** @description Of the approved content; an acknowledgement names it. */
            content_sha256: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /**
             * Format: date-time
             * @description When it takes effect, or took it: never before the approval.
             */
            effective_at: string | null;
            /**
             * Format: date
             * @description Day from which on it is effective, in the organisation's time zone; null: with the approval.
             */
            effective_date: string | null;
            hazard_level: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            locked_at: string | null;
            /** @description What the revisions of a protocol have in common. */
            number: string;
            /** Format: uuid */
            org_id: string;
            /** Format: date-time */
            retired_at: string | null;
            /** Format: uuid */
            retired_by: string | null;
            /** @description Last comment of an approval, a rejection or a retirement. */
            review_comment: string | null;
            /** Format: int64 */
            revision: number;
            /** @enum {string} */
            status: "draft" | "in_review" | "approved" | "effective" | "superseded" | "retired";
            /** Format: date-time */
            submitted_at: string | null;
            /** Format: uuid */
            submitted_by: string | null;
            /** Format: date-time */
            superseded_at: string | null;
            title: string;
            /** @description Only people who acknowledged it may run experiments by it. */
            training_required: boolean;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ProtocolsNew: {
            body?: string;
            checklist?: components["schemas"]["ProtocolsStep"][];
            /** @description YYYY-MM-DD. */
            effective_date?: string | null;
            hazard_level?: string | null;
            number: string;
            title: string;
            training_required?: boolean;
        };
        ProtocolsSide: {
            code: string;
            /** Format: uuid */
            id: string;
            number: string;
            /** Format: int64 */
            revision: number;
            status: string;
        };
        ProtocolsStep: {
            /**
             * @description check is ticked, value asks for a note of what was read, warning is confirmed.
             * @default check
             * @enum {string}
             */
            kind: "check" | "value" | "warning";
            /** @description An experiment is not completed without it. */
            required?: boolean;
            text: string;
        };
        ProtocolsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /**
             * Format: date-time
             * @description When the caller acknowledged this revision.
             */
            acknowledged_at: string | null;
            /** Format: date-time */
            approved_at: string | null;
            /** Format: uuid */
            approved_by: string | null;
            approved_by_name: string | null;
            /** Format: date-time */
            archived_at: string | null;
            /** @description Everybody who wrote this revision; none of them may approve it. */
            authors: string[];
            /** @description Markdown. */
            body: string;
            checklist: components["schemas"]["ProtocolsStep"][];
            code: string;
            /** @description Of the approved content; an acknowledgement names it. */
            content_sha256: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /**
             * Format: date-time
             * @description When it takes effect, or took it: never before the approval.
             */
            effective_at: string | null;
            /**
             * Format: date
             * @description Day from which on it is effective, in the organisation's time zone; null: with the approval.
             */
            effective_date: string | null;
            hazard_level: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            locked_at: string | null;
            /** @description What the revisions of a protocol have in common. */
            number: string;
            /** Format: uuid */
            org_id: string;
            /** Format: date-time */
            retired_at: string | null;
            /** Format: uuid */
            retired_by: string | null;
            /** @description Last comment of an approval, a rejection or a retirement. */
            review_comment: string | null;
            /** Format: int64 */
            revision: number;
            /** @enum {string} */
            status: "draft" | "in_review" | "approved" | "effective" | "superseded" | "retired";
            /** Format: date-time */
            submitted_at: string | null;
            /** Format: uuid */
            submitted_by: string | null;
            /** Format: date-time */
            superseded_at: string | null;
            title: string;
            /** @description Only people who acknowledged it may run experiments by it. */
            training_required: boolean;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ReadyOrganizationStruct: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        RecordsRecord: {
            code: string;
            /** Format: uuid */
            id: string;
            label: string;
            type: string;
        };
        RefreshInBody: {
            refresh_token?: string;
        };
        ResultsAnswer: {
            items: components["schemas"]["ResultsItem"][];
        };
        ResultsBulk: {
            /** @description Each row as the body of POST /results. */
            items: unknown[];
        };
        ResultsInput: {
            block?: string;
            data_sha256?: string;
            file_sha256?: string;
            /** Format: uuid */
            id: string;
            reader?: string;
            /** @description Record type: trace, file or result. */
            type: string;
        };
        ResultsItem: {
            /**
             * Format: date-time
             * @description When its data were taken: observed, or read in, or recorded.
             */
            acquired_at: string | null;
            /** Format: date-time */
            archived_at: string | null;
            /** @description Of the instrument at acquisition, not today's; null without one. */
            calibration: unknown;
            /** @description {by, reason, at} when taken under override; otherwise null. */
            calibration_override: unknown;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** @description Traces that were computed with it. */
            curves: string[];
            /** @description What computed it; null for a recorded result. */
            engine: unknown;
            experiment_code: string | null;
            /** Format: uuid */
            experiment_id: string | null;
            experiment_title: string | null;
            file_ids: string[];
            /** Format: uuid */
            id: string;
            inputs: components["schemas"]["ResultsInput"][];
            instrument_code: string | null;
            /** Format: uuid */
            instrument_id: string | null;
            instrument_name: string | null;
            /** Format: date-time */
            locked_at: string | null;
            metadata: {
                [key: string]: components["schemas"]["ValuesShown"];
            };
            /** @description Null for a recorded result. */
            method: components["schemas"]["ResultsMethod"] | null;
            /**
             * Format: date-time
             * @description When it was observed, as stated.
             */
            observed_at: string | null;
            /** Format: uuid */
            org_id: string;
            /** @enum {string} */
            origin: "recorded" | "computed";
            /** @description As the method took them, defaults filled in. */
            parameters: unknown;
            /**
             * Format: date-time
             * @description When the server got it.
             */
            recorded_at: string;
            result_type: string;
            sample_code: string | null;
            /** Format: uuid */
            sample_id: string | null;
            sample_name: string | null;
            /** @description Why this result no longer stands on its sources; null while it does. */
            stale: string | null;
            /** @enum {string} */
            status: "valid" | "voided";
            /**
             * Format: uuid
             * @description Result that this one replaces.
             */
            supersedes: string | null;
            /** Format: date-time */
            updated_at: string;
            values: components["schemas"]["ResultsValue"][];
            /** Format: int64 */
            version: number;
            void_reason: string | null;
            /** Format: date-time */
            voided_at: string | null;
            warnings: string[];
        };
        ResultsMethod: {
            name: string;
            version: string;
        };
        ResultsNew: {
            /**
             * Format: uuid
             * @description Must be running.
             */
            experiment_id: string;
            /** @description Files that prove it. */
            file_ids?: string[];
            /**
             * Format: uuid
             * @description The experiment's when absent.
             */
            instrument_id?: string | null;
            /** @description Custom values by key: plain, or {value, unit, type}. */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was observed. More than a day ago needs X-Change-Reason.
             */
            observed_at?: string | null;
            /** @description What was determined, such as thickness or peaks. */
            result_type: string;
            /** Format: uuid */
            sample_id?: string | null;
            values: components["schemas"]["ResultsValueInput"][];
        };
        ResultsValue: {
            /**
             * Format: double
             * @description Degrees of freedom.
             */
            dof: number | null;
            /**
             * Format: double
             * @description Coverage factor; null without uncertainty.
             */
            k: number | null;
            name: string;
            /** @description k times the standard uncertainty, as written. */
            uncertainty: string | null;
            unit: string;
            /** @description Decimal number as written. */
            value: string;
        };
        ResultsValueInput: {
            /**
             * Format: double
             * @description Coverage factor of the uncertainty, 1 when absent.
             */
            k?: number | null;
            name: string;
            /** @description k times the standard uncertainty, a decimal number not below 0. */
            uncertainty?: unknown;
            /** @description UCUM unit; empty for a plain number. */
            unit?: string;
            /** @description Decimal number; a string keeps what was written ("1.10"). */
            value: unknown;
        };
        ResultsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /**
             * Format: date-time
             * @description When its data were taken: observed, or read in, or recorded.
             */
            acquired_at: string | null;
            /** Format: date-time */
            archived_at: string | null;
            /** @description Of the instrument at acquisition, not today's; null without one. */
            calibration: unknown;
            /** @description {by, reason, at} when taken under override; otherwise null. */
            calibration_override: unknown;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** @description Traces that were computed with it. */
            curves: string[];
            /** @description What computed it; null for a recorded result. */
            engine: unknown;
            experiment_code: string | null;
            /** Format: uuid */
            experiment_id: string | null;
            experiment_title: string | null;
            file_ids: string[];
            /** Format: uuid */
            id: string;
            inputs: components["schemas"]["ResultsInput"][];
            instrument_code: string | null;
            /** Format: uuid */
            instrument_id: string | null;
            instrument_name: string | null;
            /** Format: date-time */
            locked_at: string | null;
            metadata: {
                [key: string]: components["schemas"]["ValuesShown"];
            };
            /** @description Null for a recorded result. */
            method: components["schemas"]["ResultsMethod"] | null;
            /**
             * Format: date-time
             * @description When it was observed, as stated.
             */
            observed_at: string | null;
            /** Format: uuid */
            org_id: string;
            /** @enum {string} */
            origin: "recorded" | "computed";
            /** @description As the method took them, defaults filled in. */
            parameters: unknown;
            /**
             * Format: date-time
             * @description When the server got it.
             */
            recorded_at: string;
            result_type: string;
            sample_code: string | null;
            /** Format: uuid */
            sample_id: string | null;
            sample_name: string | null;
            /** @description Why this result no longer stands on its sources; null while it does. */
            stale: string | null;
            /** @enum {string} */
            status: "valid" | "voided";
            /**
             * Format: uuid
             * @description Result that this one replaces.
             */
            supersedes: string | null;
            /** Format: date-time */
            updated_at: string;
            values: components["schemas"]["ResultsValue"][];
            /** Format: int64 */
            version: number;
            void_reason: string | null;
            /** Format: date-time */
            voided_at: string | null;
            warnings: string[];
        };
        RetentionLine: {
            /** Format: int64 */
            archived: number;
            /**
             * Format: int64
             * @description Named by a legal hold in force; what stands under one through its project or parent is not counted again.
             */
            held: number;
            /**
             * Format: date-time
             * @description The longest without a change.
             */
            oldest_at: string | null;
            /**
             * Format: int64
             * @description Without a change for longer than the retention period.
             */
            past: number;
            record_type: string;
            /**
             * Format: int64
             * @description All the caller sees, archived ones too.
             */
            records: number;
        };
        RetentionReport: {
            /**
             * Format: date-time
             * @description What was last changed before this moment is past its time.
             */
            before: string;
            items: components["schemas"]["RetentionLine"][];
            policy: string;
            /**
             * Format: int64
             * @description Kept at least so long after the last change; setting retention.
             */
            years: number;
        };
        ReviewsNew: {
            /** @description What was looked for and what was found. */
            comment: string;
            password?: string;
            /** @description In place of the password, of people who sign in through an identity provider: POST /auth/oidc/reauth. It works once. */
            reauth_token?: string;
            totp?: string;
            /**
             * Format: int64
             * @description Last entry that was looked at.
             */
            up_to_seq: number;
        };
        ReviewsPerson: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        ReviewsReview: {
            /** @description Hash of the chain at up_to_seq: it stands for every entry up to there. */
            chain_hash: string;
            comment: string;
            /**
             * Format: int64
             * @description First entry that it covers: the one after the last review.
             */
            from_seq: number;
            /** Format: uuid */
            id: string;
            key_id: string;
            /** @description How the reviewer proved who they are. */
            method: string;
            /** Format: uuid */
            org_id: string;
            /** Format: date-time */
            reviewed_at: string;
            reviewer: components["schemas"]["ReviewsPerson"];
            /** Format: uuid */
            session_id: string | null;
            /** @description Ed25519 of the server over the review. */
            signature: string;
            /** Format: int64 */
            up_to_seq: number;
        };
        ReviewsStatus: {
            /**
             * Format: int64
             * @description The newest entry.
             */
            head_seq: number;
            /** Format: date-time */
            last_at: string | null;
            /**
             * Format: uuid
             * @description The newest review.
             */
            last_id: string | null;
            /**
             * Format: int64
             * @description Last entry that a review covers; 0: none.
             */
            reviewed_to: number;
            /**
             * Format: int64
             * @description Entries after that one; those that the reviews themselves have made are not counted.
             */
            unreviewed: number;
        };
        RolesPermission: {
            action: string;
            key: string;
            meaning: string;
            object: string;
            /** @description The roles that hold it. */
            roles: string[];
        };
        RolesPolicy: {
            /** @description Role to permissions, inherited ones included. */
            matrix: {
                [key: string]: string[];
            };
            /** @description Digest of the bytes of text. */
            sha256: string;
            /** @description The policy as written. */
            text: string;
        };
        RolesRole: {
            description: string;
            /** @description Whether the caller may give and take this role. */
            grantable: boolean;
            inherits: string[];
            key: string;
            name: string;
            permissions: string[];
            /** @description One of the five; others come from lines of the policy. */
            system: boolean;
        };
        SamplesBulk: {
            /** @description Each row as the body of POST /samples. */
            items: unknown[];
        };
        SamplesBulkMove: {
            /** @description {id, version?, location_id?, location?, position?}; all are moved or none. */
            items: unknown[];
            /** @description Free text, for a place that is no location. */
            location?: string | null;
            /** Format: uuid */
            location_id?: string | null;
            note?: string | null;
            /**
             * @description next: each comes to the next free position.
             * @enum {string|null}
             */
            position?: "next" | null;
        };
        SamplesBulkTransition: {
            /** @description {id, version?, location_id?, location?, position?}; all are changed or none. */
            items: unknown[];
            /** @description Free text, for a place that is no location. */
            location?: string | null;
            /** Format: uuid */
            location_id?: string | null;
            note?: string | null;
            /**
             * @description next: each comes to the next free position.
             * @enum {string|null}
             */
            position?: "next" | null;
            /** @enum {string} */
            to: "registered" | "received" | "in_use" | "in_storage" | "consumed" | "disposed";
        };
        SamplesChange: {
            barcode?: string | null;
            description?: string | null;
            /** Format: int64 */
            die_col?: number | null;
            /** Format: int64 */
            die_row?: number | null;
            /** Format: date-time */
            expires_at?: string | null;
            hazards?: string[] | null;
            /** @description Free text; it takes the sample out of its location. */
            location?: string | null;
            /** Format: uuid */
            location_id?: string | null;
            lot?: string | null;
            material?: string | null;
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description {value, unit}; null clears it. */
            minimum_quantity?: {
                [key: string]: unknown;
            } | null;
            name?: string | null;
            /** Format: uuid */
            parent_id?: string | null;
            /** @description In the grid of the location: a label such as A1, or next for the first free one. */
            position?: string | null;
            /** Format: uuid */
            project_id?: string | null;
            /** @description {value, unit}; null clears it. */
            quantity?: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            received_at?: string | null;
            sample_type?: string | null;
        };
        SamplesDie: {
            code: string;
            /** Format: uuid */
            id: string;
            name: string;
            sample_type: string;
            status: string;
            /**
             * Format: int64
             * @description Its die_col.
             */
            x: number;
            /**
             * Format: int64
             * @description Its die_row.
             */
            y: number;
        };
        SamplesDieGrid: {
            /** Format: int64 */
            columns: number;
            /**
             * Format: double
             * @description Of the wafer; dies that are not whole within it are left out. All lengths in one unit.
             */
            diameter?: number;
            /** Format: double */
            die_height?: number;
            /** Format: double */
            die_width?: number;
            /**
             * Format: double
             * @description Width of the rim where no die counts.
             */
            edge_exclusion?: number;
            /** Format: int64 */
            first_column?: number | null;
            /**
             * Format: int64
             * @description Number of the first row, 1 when absent; -2 with five rows puts row 0 into the middle.
             */
            first_row?: number | null;
            /** Format: int64 */
            rows: number;
        };
        SamplesEdge: {
            /** Format: uuid */
            from: string;
            /** @description parent, split, or the kind of the step it came out of. */
            relation: string;
            /** Format: uuid */
            to: string;
        };
        SamplesFull: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            barcode: string | null;
            /** @description Calculated fields by key; a value that cannot be made is null, with the reason. */
            calculated: {
                [key: string]: components["schemas"]["SampletypesCalculated"];
            };
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** @description Who holds it; null for nobody in particular. */
            custodian: components["schemas"]["SamplesPerson"] | null;
            description: string | null;
            /** Format: int64 */
            die_col: number | null;
            /** Format: int64 */
            die_row: number | null;
            expired: boolean;
            /**
             * Format: date-time
             * @description From then on it is expired.
             */
            expires_at: string | null;
            hazards: string[];
            /** Format: uuid */
            id: string;
            /** @description Where it is: the path of its location, or free text. */
            location: string | null;
            /** Format: uuid */
            location_id: string | null;
            location_path: string | null;
            /** Format: date-time */
            locked_at: string | null;
            lot: string | null;
            /**
             * Format: date-time
             * @description Since when there is less than that; null while there is enough.
             */
            low_stock_since: string | null;
            material: string | null;
            metadata: {
                [key: string]: components["schemas"]["ValuesShown"];
            };
            /** @description The least there should be. */
            minimum_quantity: components["schemas"]["SamplesQuantity"] | null;
            name: string;
            /** @description States the sample can be moved to. */
            next_statuses: string[];
            /** Format: uuid */
            org_id: string;
            parent_code: string | null;
            /** Format: uuid */
            parent_id: string | null;
            parent_name: string | null;
            /** @description The hand-over that waits for its receiver. */
            pending_custody: components["schemas"]["SamplesPending"] | null;
            /** @description Where it lies in the grid of its location, such as A1. */
            position: string | null;
            project_code: string | null;
            /** Format: uuid */
            project_id: string | null;
            project_name: string | null;
            quantity: components["schemas"]["SamplesQuantity"] | null;
            /** Format: date-time */
            received_at: string | null;
            sample_type: string;
            /** @description What the sample's type, as it is now, would no longer allow. Nothing stored is ever made invalid by a change of its type. */
            schema_faults: components["schemas"]["ApperrField"][];
            /** @enum {string} */
            status: "registered" | "received" | "in_use" | "in_storage" | "consumed" | "disposed";
            /**
             * Format: int64
             * @description Newest version of its type that all its custom values satisfied when they were checked; null when none was.
             */
            type_version: number | null;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        SamplesGenealogy: {
            edges: components["schemas"]["SamplesEdge"][];
            nodes: components["schemas"]["SamplesNode"][];
            /** @description There are more descendants than are shown. */
            truncated: boolean;
        };
        SamplesHistory: {
            /** Format: uuid */
            actor_id: string | null;
            actor_name: string;
            /** @description What changed: changes [{field, old, new}], or the parts of a split. */
            details: unknown;
            from_status: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "registered" | "updated" | "transition" | "split" | "created_by_split" | "metadata" | "archived" | "moved" | "custody" | "processed";
            location: string | null;
            note: string | null;
            /** Format: date-time */
            occurred_at: string;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            sample_id: string;
            to_status: string | null;
        };
        SamplesLine: {
            /** Format: date-time */
            archived_at: string | null;
            barcode: string | null;
            /** @description Values of calculated fields, in exports of the list. */
            calculated?: {
                [key: string]: components["schemas"]["SampletypesCalculated"];
            };
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            /** @description Who holds it; null for nobody in particular. */
            custodian: components["schemas"]["SamplesPerson"] | null;
            description: string | null;
            /** Format: int64 */
            die_col: number | null;
            /** Format: int64 */
            die_row: number | null;
            /**
             * Format: date-time
             * @description From then on it is expired.
             */
            expires_at: string | null;
            hazards: string[];
            /** Format: uuid */
            id: string;
            /** @description Where it is: the path of its location, or free text. */
            location: string | null;
            /** Format: uuid */
            location_id: string | null;
            location_path: string | null;
            /** Format: date-time */
            locked_at: string | null;
            lot: string | null;
            /**
             * Format: date-time
             * @description Since when there is less than that; null while there is enough.
             */
            low_stock_since: string | null;
            material: string | null;
            /** @description Custom values, in exports of the list. */
            metadata?: {
                [key: string]: components["schemas"]["ValuesShown"];
            };
            /** @description The least there should be. */
            minimum_quantity: components["schemas"]["SamplesQuantity"] | null;
            name: string;
            /** Format: uuid */
            org_id: string;
            parent_code: string | null;
            /** Format: uuid */
            parent_id: string | null;
            parent_name: string | null;
            /** @description The hand-over that waits for its receiver. */
            pending_custody: components["schemas"]["SamplesPending"] | null;
            /** @description Where it lies in the grid of its location, such as A1. */
            position: string | null;
            project_code: string | null;
            /** Format: uuid */
            project_id: string | null;
            project_name: string | null;
            quantity: components["schemas"]["SamplesQuantity"] | null;
            /** Format: date-time */
            received_at: string | null;
            sample_type: string;
            /** @enum {string} */
            status: "registered" | "received" | "in_use" | "in_storage" | "consumed" | "disposed";
            /**
             * Format: int64
             * @description Newest version of its type that all its custom values satisfied when they were checked; null when none was.
             */
            type_version: number | null;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        SamplesMetadata: {
            key: string;
            /** @enum {string} */
            type: "string" | "number" | "quantity" | "boolean" | "date" | "reference";
            unit: string | null;
            /** @description A decimal string as written for number and quantity, true or false for boolean, otherwise text. */
            value: unknown;
        };
        SamplesNew: {
            barcode?: string | null;
            description?: string | null;
            /**
             * Format: int64
             * @description Column of a die on its wafer.
             */
            die_col?: number | null;
            /**
             * Format: int64
             * @description Row of a die on its wafer.
             */
            die_row?: number | null;
            /**
             * Format: date-time
             * @description After received_at.
             */
            expires_at?: string | null;
            /** @description GHS words (flammable, toxic …) or short texts. */
            hazards?: string[];
            /** @description Free text, for a place that is no location. */
            location?: string | null;
            /** Format: uuid */
            location_id?: string | null;
            lot?: string | null;
            material?: string | null;
            /** @description Custom values by key: plain, or {value, unit, type}. */
            metadata?: {
                [key: string]: unknown;
            };
            /** @description The least there should be, in a unit that converts to that of the quantity. */
            minimum_quantity?: {
                [key: string]: unknown;
            } | null;
            name: string;
            /**
             * Format: uuid
             * @description Sample this one was made from.
             */
            parent_id?: string | null;
            /** @description In the grid of the location: a label such as A1, or next for the first free one. */
            position?: string | null;
            /** Format: uuid */
            project_id?: string | null;
            /** @description {value, unit}: value is a decimal number; a string keeps what was written ("1.10"). */
            quantity?: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description When it came; now for what is received as it is registered.
             */
            received_at?: string | null;
            /** @description Key of GET /sample-types. */
            sample_type: string;
            /**
             * @description State on arrival.
             * @default registered
             * @enum {string}
             */
            status: "registered" | "received" | "in_use" | "in_storage";
        };
        SamplesNode: {
            code: string;
            /**
             * Format: int64
             * @description Generations from the sample asked for; negative towards its origin.
             */
            hop: number;
            /** Format: uuid */
            id: string;
            label: string;
            status: string;
            type: string;
        };
        SamplesPage: {
            items: components["schemas"]["SamplesLine"][];
            next_cursor: string | null;
            /** Format: int64 */
            total?: number;
        };
        SamplesParts: {
            items: components["schemas"]["SamplesFull"][];
        };
        SamplesPending: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            location_id: string | null;
            note: string | null;
            to: components["schemas"]["SamplesPerson"];
        };
        SamplesPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        SamplesPosition: {
            /** Format: int64 */
            die_col: number;
            /** Format: int64 */
            die_row: number;
        };
        SamplesQuantity: {
            unit: string;
            /** @description Decimal number as written. */
            value: string;
        };
        SamplesQueryable: {
            choices: string[];
            custom: boolean;
            /** @enum {string} */
            kind: "text" | "number" | "quantity" | "choice" | "date" | "reference" | "boolean" | "calculated" | "time" | "integer";
            label: string;
            /** @description As a query and a filter name it: lot, meta.thickness. */
            name: string;
            /** @description Of the query language; empty: it cannot be filtered by. * is any value. */
            operators: string[];
            /** @description The kinds of samples that have a custom field. */
            sample_types: string[];
            sortable: boolean;
            unit: string | null;
        };
        SamplesRange: {
            /** Format: int64 */
            max: number;
            /** Format: int64 */
            min: number;
        };
        SamplesReport: {
            /** @description Dry run: every fault of every row. */
            errors?: components["schemas"]["ApperrField"][];
            /**
             * Format: int64
             * @description Dry run: how many have one.
             */
            invalid?: number;
            /** @description The registered samples, in the order of the rows. */
            items?: components["schemas"]["SamplesFull"][];
            /**
             * Format: int64
             * @description Dry run: how many rows there are.
             */
            rows?: number;
            /**
             * Format: int64
             * @description Dry run: how many have no fault.
             */
            valid?: number;
        };
        SamplesSplit: {
            /**
             * Format: int64
             * @description How many; follows from positions or grid where one is given.
             */
            count?: number;
            /** @description Dies in rows and columns, instead of positions. */
            grid?: components["schemas"]["SamplesDieGrid"];
            location?: string | null;
            /**
             * Format: uuid
             * @description Where the parts come to; the sample's own place when neither is given.
             */
            location_id?: string | null;
            /** @description Custom values of each part, as in POST /samples. */
            metadata?: {
                [key: string]: unknown;
            };
            /** @description Names of the parts: text with {parent} {code} {lot} {material} {type}, {n} {nn} {nnn} for the number, {row} {col} for the place of a die; {parent}-{nn} when absent. */
            pattern?: string;
            /**
             * @description next: the parts come to the next free positions in the grid of their location.
             * @enum {string|null}
             */
            position?: "next" | null;
            /** @description Of dies on their wafer: one for each part, in the order of the numbers. */
            positions?: components["schemas"]["SamplesPosition"][];
            /** @description Of each part; taken from the sample's own when it has one. */
            quantity?: {
                [key: string]: unknown;
            } | null;
            /** @description The sample's own type when absent. */
            sample_type?: string;
        };
        SamplesTransition: {
            /** @description Where it is now, in words; absent leaves the place as it is. */
            location?: string | null;
            /**
             * Format: uuid
             * @description Where it is now.
             */
            location_id?: string | null;
            note?: string | null;
            /** @description In the grid of that location: a label such as A1, or next. */
            position?: string | null;
            /** @enum {string} */
            to: "registered" | "received" | "in_use" | "in_storage" | "consumed" | "disposed";
        };
        SamplesUpgrade: {
            /** @description Report every sample's faults and write nothing. */
            dry_run?: boolean;
            mapping?: components["schemas"]["SampletypesMapping"];
        };
        SamplesUpgraded: {
            /** @description Every fault of every sample; pointers begin with /samples/{code}. */
            errors: components["schemas"]["ApperrField"][];
            /**
             * Format: int64
             * @description How many are of an older version, archived and signed ones aside: they stay as they are.
             */
            samples: number;
            /**
             * Format: int64
             * @description How many are of the newest version now; 0 in a dry run.
             */
            upgraded: number;
            /**
             * Format: int64
             * @description Newest version of the sample type.
             */
            version: number;
        };
        SamplesWaferMap: {
            /** @description Dies by status. */
            counts: {
                [key: string]: number;
            };
            /** @description By y, then x. */
            dies: components["schemas"]["SamplesDie"][];
            /** Format: uuid */
            sample_id: string;
            /** @description Null while there are no dies. */
            x: components["schemas"]["SamplesRange"] | null;
            y: components["schemas"]["SamplesRange"] | null;
        };
        SampletypesCalculated: {
            /** @description Key of the field that is missing or invalid. */
            field: string | null;
            /**
             * @description Why there is no value.
             * @enum {string|null}
             */
            reason: "missing" | "invalid" | "not_shown" | "division_by_zero" | "out_of_range" | null;
            /** @enum {string} */
            type: "number" | "quantity";
            unit: string | null;
            /** @description Exact where it is a decimal of at most 50 digits, otherwise rounded half to even at 34 digits. */
            value: string | null;
        };
        SampletypesChange: {
            description?: string | null;
            fields?: components["schemas"]["SampletypesNewField"][] | null;
            label?: string | null;
            strict?: boolean | null;
        };
        SampletypesCondition: {
            /** @description Text, or true or false. */
            equals: unknown;
            /** @description Key of a text, choice or boolean field of the same kind of sample. */
            field: string;
        };
        SampletypesField: {
            choices: string[];
            default: components["schemas"]["ValuesShown"] | null;
            /** @description Of a calculated field: mass / volume. */
            expression: string | null;
            help: string | null;
            key: string;
            /** @enum {string} */
            kind: "text" | "number" | "quantity" | "choice" | "date" | "reference" | "boolean" | "calculated";
            label: string;
            max: string | null;
            min: string | null;
            reference_type: string | null;
            /** @description Needed whenever the field is shown. */
            required: boolean;
            shown_when: components["schemas"]["SampletypesCondition"] | null;
            /** @description Of a quantity: UCUM unit of min and max. Values may have any unit that converts to it and stay as written. */
            unit: string | null;
        };
        SampletypesItem: {
            /** Format: date-time */
            archived_at: string | null;
            /** @description Every organisation has it; it can be changed and never archived. */
            built_in: boolean;
            /** Format: date-time */
            created_at: string | null;
            /** Format: uuid */
            created_by: string | null;
            description: string | null;
            fields: components["schemas"]["SampletypesField"][];
            /**
             * Format: uuid
             * @description Null for a built-in kind that nobody has changed.
             */
            id: string | null;
            key: string;
            label: string;
            /** Format: uuid */
            org_id: string;
            /** @description Values outside the fields are refused. */
            strict: boolean;
            /** Format: date-time */
            updated_at: string | null;
            /** Format: int64 */
            version: number;
        };
        SampletypesMapping: {
            /** @description Values by key, plain or {value, unit, type}, for samples that have none and show the field. */
            default?: {
                [key: string]: unknown;
            };
            /** @description Keys whose values go. */
            remove?: string[];
            /** @description New key by old key; the values stay as written. */
            rename?: {
                [key: string]: string;
            };
        };
        SampletypesNew: {
            description?: string | null;
            fields?: components["schemas"]["SampletypesNewField"][];
            /** @description Lower-case letters, digits and _; never changes. */
            key: string;
            label: string;
            strict?: boolean;
        };
        SampletypesNewField: {
            /** @description Required for a choice. */
            choices?: string[];
            /** @description Plain, or {value, unit, type}; what a new sample gets where the value is absent. */
            default?: unknown;
            /** @description Required for a calculated field: + - * / ^ with a whole exponent, abs, min, max, round(number, digits) over keys of number, quantity and calculated fields; [keys with spaces] in brackets. It is checked for its dimension, and evaluated exactly whenever a sample is read. */
            expression?: string | null;
            help?: string | null;
            /** @description Key of the value in metadata. */
            key: string;
            /** @enum {string} */
            kind: "text" | "number" | "quantity" | "choice" | "date" | "reference" | "boolean" | "calculated";
            /** @description The key when absent. */
            label?: string;
            /** @description Decimal number, of a quantity in its unit. */
            max?: unknown;
            /** @description Decimal number, of a quantity in its unit. */
            min?: unknown;
            /** @description Required for a reference: sample, project, instrument, calibration, protocol, notebook, notebook_entry, experiment, result or file. */
            reference_type?: string | null;
            required?: boolean;
            /** @description {field, equals}: shown only where the other field has this text, true or false; null for always. */
            shown_when?: unknown;
            /** @description UCUM unit; required for a quantity, and for a calculated field that is none of plain numbers. */
            unit?: string | null;
        };
        SampletypesVersion: {
            /** Format: date-time */
            archived_at: string | null;
            /**
             * Format: date-time
             * @description Since when; null for what a built-in kind is from the beginning.
             */
            created_at: string | null;
            /** Format: uuid */
            created_by: string | null;
            description: string | null;
            fields: components["schemas"]["SampletypesField"][];
            /** Format: uuid */
            id: string;
            label: string;
            /** Format: int64 */
            number: number;
            /** Format: uuid */
            org_id: string;
            strict: boolean;
        };
        SampletypesView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            /** @description Every organisation has it; it can be changed and never archived. */
            built_in: boolean;
            /** Format: date-time */
            created_at: string | null;
            /** Format: uuid */
            created_by: string | null;
            description: string | null;
            fields: components["schemas"]["SampletypesField"][];
            /**
             * Format: uuid
             * @description Null for a built-in kind that nobody has changed.
             */
            id: string | null;
            key: string;
            label: string;
            /** Format: uuid */
            org_id: string;
            /** @description Values outside the fields are refused. */
            strict: boolean;
            /** Format: date-time */
            updated_at: string | null;
            /** Format: int64 */
            version: number;
        };
        SearchFound: {
            items: components["schemas"]["SearchHit"][];
        };
        SearchHit: {
            code: string;
            /** Format: uuid */
            id: string;
            label: string;
            /**
             * @description What the words were found in; content: in the file itself.
             * @enum {string}
             */
            match: "code" | "barcode" | "name" | "text" | "content";
            project_code: string | null;
            /** @description What stands around the words, when they were found in a file. */
            snippet: string | null;
            /** @description Empty for records that have none. */
            status: string;
            type: string;
        };
        SessionsGrant: {
            access_token: string;
            /** Format: int64 */
            expires_in: number;
            /** @description Shown once, when this sign-in enrolled a second factor. */
            recovery_codes?: string[];
            /** Format: int64 */
            refresh_expires_in: number;
            /** @description Left out where the caller is a page (X-Spectra-CSRF): it has the cookie. */
            refresh_token?: string;
            token_type: string;
            user: components["schemas"]["SessionsUser"];
        };
        SessionsItem: {
            /** Format: date-time */
            created_at: string;
            /** @description The session of this very request. */
            current: boolean;
            device: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            ip: string | null;
            /** Format: date-time */
            last_used_at: string | null;
            user_agent: string | null;
            /** Format: uuid */
            user_id: string;
        };
        SessionsUser: {
            email: string;
            /** Format: uuid */
            id: string;
            must_change_password: boolean;
            name: string;
            /** Format: uuid */
            org_id: string;
            org_slug: string;
            permissions: string[];
            roles: string[];
        };
        SettingsPut: {
            /** @description In the form that GET shows; see Setting. */
            value: unknown;
        };
        SettingsSetting: {
            key: string;
            /** @description As the setting has it. change_reasons: required_for lists the record types whose changes need a reason; policies, each {record_type, status?, reason, reasons?, free_text?}, say it more closely: reason is none, optional, required or listed (one of reasons, unless free_text); with a status, for records that are in it before the change. The most specific one wins: type and status, then type, then required_for. */
            value: unknown;
            /**
             * Format: int64
             * @description 0 while it is the default.
             */
            version: number;
        };
        SharesNew: {
            /** @description Parts that are shared, too, as they are now: of a sample its parts (sample), results (result) and files (file); of an experiment result and file; of a result file. */
            cascade?: string[];
            /**
             * Format: date-time
             * @description 90 days from now when absent, at most two years.
             */
            expires_at?: string;
            /** @description Slug of the organisation that shall read it. */
            grantee_org: string;
            /** @description read, which is all there is. */
            level?: string;
            reason: string;
            resource_id: string;
            /** @description sample, experiment, result, file, notebook_entry or protocol; never a project. */
            resource_type: string;
        };
        SharesShare: {
            /** @description Types of the parts that were shared with the record, as they were at that time. */
            cascade: string[];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string;
            /** @enum {string} */
            direction: "given" | "received";
            /** Format: date-time */
            expires_at: string;
            /** @description Slug of the organisation that may read it. */
            grantee_org: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            level: "read";
            /**
             * Format: uuid
             * @description The owner's organisation, or the own one where the share was received.
             */
            org_id: string;
            /** @description Slug of the organisation whose record it is. */
            owner_org: string;
            reason: string;
            /**
             * Format: int64
             * @description How many records it opens.
             */
            records: number;
            resource_code: string;
            /** Format: uuid */
            resource_id: string;
            resource_type: string;
            /** Format: date-time */
            revoked_at: string | null;
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
        };
        SignaturesAcceptance: {
            /** @description Of the statement that was read. */
            statement_version: string;
        };
        SignaturesItem: {
            /**
             * Format: int64
             * @description Number of the entry in the audit trail.
             */
            audit_seq: number | null;
            code: string;
            comment: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            key_id: string;
            /** @enum {string} */
            meaning: "authorship" | "review" | "approval" | "responsibility" | "witness" | "rejection";
            /** @description How the signer proved who they are: password, or sso for a fresh sign-in at the identity provider; and a second factor, such as +totp. */
            method: string;
            /** Format: uuid */
            org_id: string;
            /**
             * Format: uuid
             * @description The signature of the record before this one.
             */
            previous_id: string | null;
            record_code: string;
            /** @description SHA-256 of the canonical record. */
            record_hash: string;
            /** Format: uuid */
            record_id: string;
            record_type: string;
            /** Format: int64 */
            record_version: number;
            /** Format: uuid */
            session_id: string | null;
            /** @description Ed25519 of the server over the manifest. */
            signature: string;
            /** Format: date-time */
            signed_at: string;
            /** @description The time where the signer was, with its offset. */
            signed_at_local: string;
            /** @description Time zone of the signer. */
            signed_zone: string;
            signer: components["schemas"]["SignaturesSigner"];
            /** @description What the signer stated. */
            statement: string;
            statement_version: string;
            /** @description The record was amended since: it was signed in an earlier version. */
            superseded: boolean;
            withdrawal_reason: string | null;
            /**
             * Format: date-time
             * @description When the signer withdrew it.
             */
            withdrawn_at: string | null;
        };
        SignaturesNew: {
            /** @description Required for a rejection. */
            comment?: string | null;
            /** @enum {string} */
            meaning: "authorship" | "review" | "approval" | "responsibility" | "witness" | "rejection";
            password?: string;
            /** @description In place of the password, of people who sign in through an identity provider: POST /auth/oidc/reauth. It works once. */
            reauth_token?: string;
            /** @description From …/signable: what the signer has seen. */
            record_hash: string;
            /** Format: uuid */
            record_id: string;
            record_type: string;
            /** Format: int64 */
            record_version: number;
            /** @description IANA zone of the signer; the organisation's when absent. */
            time_zone?: string | null;
            totp?: string;
        };
        SignaturesPermit: {
            can_sign: boolean;
            /** @description How it is known who the person is, or why signing ends. */
            evidence: string;
        };
        SignaturesSignable: {
            /** @description Code words of what is in the way. */
            blockers: string[];
            canonical: unknown;
            locked: boolean;
            /** @description What the caller may sign it as now. */
            meanings: string[];
            record_code: string;
            record_hash: string;
            /** Format: uuid */
            record_id: string;
            record_type: string;
            /** Format: int64 */
            record_version: number;
            statement: string;
            statement_version: string;
        };
        SignaturesSigner: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        SignaturesStanding: {
            /**
             * Format: date-time
             * @description When the statement in force was accepted.
             */
            accepted_at: string | null;
            /** @description An administrator has enabled it. */
            can_sign: boolean;
            can_sign_required: boolean;
            /** @description What shows who the person is. */
            evidence: string | null;
            /** Format: date-time */
            granted_at: string | null;
            /** Format: uuid */
            granted_by: string | null;
            require_accountability: boolean;
            requires_mfa: boolean;
            /**
             * Format: date-time
             * @description Since an administrator's link set the password: nobody signs with it before two administrators allow it.
             */
            reset_at: string | null;
            statement: string;
            statement_version: string;
            /** Format: uuid */
            user_id: string;
            /**
             * Format: int64
             * @description 0 while nobody has decided.
             */
            version: number;
        };
        SignaturesVerification: {
            /** @description Of the record as it is now, in the signed version; null when it is gone or was amended since. */
            current_hash: string | null;
            detail: string;
            /** Format: uuid */
            id: string;
            key_id: string;
            record_hash: string;
            /** Format: uuid */
            record_id: string;
            record_type: string;
            /** Format: int64 */
            record_version: number;
            /** @enum {string} */
            status: "valid" | "content_changed" | "record_mismatch" | "signature_invalid";
            /** @description The record was amended since: what was signed is in the snapshot. */
            superseded: boolean;
            /** Format: date-time */
            verified_at: string;
            /**
             * Format: date-time
             * @description When the signer withdrew it.
             */
            withdrawn_at: string | null;
        };
        SignaturesView: {
            /** @description Hash of the chain at that entry; only in the answer of signing. */
            audit_hash?: string;
            /**
             * Format: int64
             * @description Number of the entry in the audit trail.
             */
            audit_seq: number | null;
            /** @description The canonical record that was signed; null where it holds something of a project the caller has no part in. */
            canonical: unknown;
            code: string;
            comment: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            key_id: string;
            /** @enum {string} */
            meaning: "authorship" | "review" | "approval" | "responsibility" | "witness" | "rejection";
            /** @description How the signer proved who they are: password, or sso for a fresh sign-in at the identity provider; and a second factor, such as +totp. */
            method: string;
            /** Format: uuid */
            org_id: string;
            /**
             * Format: uuid
             * @description The signature of the record before this one.
             */
            previous_id: string | null;
            record_code: string;
            /** @description SHA-256 of the canonical record. */
            record_hash: string;
            /** Format: uuid */
            record_id: string;
            record_type: string;
            /** Format: int64 */
            record_version: number;
            /** Format: uuid */
            session_id: string | null;
            /** @description Ed25519 of the server over the manifest. */
            signature: string;
            /** Format: date-time */
            signed_at: string;
            /** @description The time where the signer was, with its offset. */
            signed_at_local: string;
            /** @description Time zone of the signer. */
            signed_zone: string;
            signer: components["schemas"]["SignaturesSigner"];
            /** @description What the signer stated. */
            statement: string;
            statement_version: string;
            /** @description The record was amended since: it was signed in an earlier version. */
            superseded: boolean;
            withdrawal_reason: string | null;
            /**
             * Format: date-time
             * @description When the signer withdrew it.
             */
            withdrawn_at: string | null;
        };
        SignaturesWithdrawal: {
            password?: string;
            reason: string;
            /** @description In place of the password, of people who sign in through an identity provider: POST /auth/oidc/reauth. It works once. */
            reauth_token?: string;
            totp?: string;
        };
        SigninAgainIn: {
            /** @description Path of the frontend to come back to; a refusal is added to it as reauth_error. */
            return_to?: string;
        };
        SigninChange: {
            current_password: string;
            new_password: string;
        };
        SigninLeave: {
            /** @description Open it in this browser. The provider asks for the credentials anew and leads back. */
            authorization_url: string;
            /**
             * Format: int64
             * @description Seconds.
             */
            expires_in: number;
        };
        SigninLinkLogin: {
            /** @description Slug; needed only by people of several organisations. */
            org?: string;
            password: string;
            totp?: string;
        };
        SigninLogin: {
            email: string;
            /** @description Slug; needed only by people of several organisations. */
            org?: string;
            password: string;
            /** @description A code of the authenticator app, or a recovery code. */
            totp?: string;
        };
        SigninMe: {
            email: string;
            /** Format: uuid */
            id: string;
            must_change_password: boolean;
            name: string;
            org: components["schemas"]["SigninMyOrg"];
            /** Format: uuid */
            org_id: string;
            org_slug: string;
            /** Format: date-time */
            password_changed_at: string | null;
            permissions: string[];
            roles: string[];
            /** Format: uuid */
            session_id: string | null;
            totp: components["schemas"]["TotpState"];
        };
        SigninMyOrg: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        SigninReady: {
            organization: components["schemas"]["ReadyOrganizationStruct"];
            user: components["schemas"]["UsersUser"];
        };
        SigninRedeem: {
            password: string;
            token: string;
        };
        SigninSetup: {
            organization: components["schemas"]["SigninSetupOrg"];
            token: string;
            user: components["schemas"]["SigninSetupOne"];
        };
        SigninSetupOne: {
            email: string;
            name: string;
            password: string;
        };
        SigninSetupOrg: {
            name: string;
            slug: string;
        };
        SigninToken: {
            /** Format: date-time */
            expires_at: string;
            /** @description Stands for the password once, in this session, for three minutes after the sign-in. */
            reauth_token: string;
        };
        SignrequestsAsk: {
            /** @enum {string} */
            meaning: "authorship" | "review" | "approval" | "responsibility" | "witness";
            /** @description Anybody who holds this role, instead of user_id. */
            role?: string | null;
            /** Format: uuid */
            user_id?: string | null;
        };
        SignrequestsCancel: {
            reason: string;
        };
        SignrequestsItem: {
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string;
            created_by_name: string | null;
            /** Format: date-time */
            due_at: string | null;
            /** @enum {string|null} */
            end_cause: "signed" | "rejected" | "cancelled" | "record_changed" | "signature_withdrawn" | null;
            end_reason: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: uuid */
            ended_by: string | null;
            ended_by_name: string | null;
            /** Format: uuid */
            id: string;
            /** @description It waits for the signature of the caller. */
            mine: boolean;
            /** @enum {string} */
            mode: "ordered" | "parallel";
            note: string | null;
            /** Format: uuid */
            org_id: string;
            /** @description As it was called then. */
            record_code: string | null;
            record_hash: string;
            /** Format: uuid */
            record_id: string;
            /** @description As it is called now. */
            record_title: string | null;
            record_type: string;
            /**
             * Format: int64
             * @description The version that is to be signed; a change of the record ends the request.
             */
            record_version: number;
            stages: components["schemas"]["SignrequestsStage"][];
            /** @enum {string} */
            status: "open" | "completed" | "rejected" | "cancelled";
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        SignrequestsNew: {
            /** Format: date-time */
            due_at?: string | null;
            /**
             * @description ordered: a stage is signed when those before it are.
             * @enum {string}
             */
            mode: "ordered" | "parallel";
            note?: string | null;
            /** Format: uuid */
            record_id: string;
            record_type: string;
            stages: components["schemas"]["SignrequestsAsk"][];
        };
        SignrequestsStage: {
            /** @enum {string} */
            meaning: "authorship" | "review" | "approval" | "responsibility" | "witness";
            /** Format: int64 */
            position: number;
            /** @description Anybody who holds this role. */
            role: string | null;
            /** Format: uuid */
            signature_id: string | null;
            /** Format: date-time */
            signed_at: string | null;
            /** @description Printed name, as signed. */
            signed_by: string | null;
            /**
             * @description waiting: others sign first.
             * @enum {string}
             */
            status: "pending" | "waiting" | "signed" | "rejected" | "cancelled";
            /** Format: uuid */
            user_id: string | null;
            user_name: string | null;
            /** @description deactivated: this person signs nothing any more. */
            user_status: string | null;
            /**
             * Format: date-time
             * @description When the signature was withdrawn.
             */
            withdrawn_at: string | null;
        };
        SignrequestsView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string;
            created_by_name: string | null;
            /** @description false: it has ended, or the record has another content than when it was asked for, so that the next signature ends it. */
            current: boolean;
            /** Format: date-time */
            due_at: string | null;
            /** @enum {string|null} */
            end_cause: "signed" | "rejected" | "cancelled" | "record_changed" | "signature_withdrawn" | null;
            end_reason: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: uuid */
            ended_by: string | null;
            ended_by_name: string | null;
            /** Format: uuid */
            id: string;
            /** @description It waits for the signature of the caller. */
            mine: boolean;
            /** @enum {string} */
            mode: "ordered" | "parallel";
            note: string | null;
            /** Format: uuid */
            org_id: string;
            /** @description As it was called then. */
            record_code: string | null;
            record_hash: string;
            /** Format: uuid */
            record_id: string;
            /** @description As it is called now. */
            record_title: string | null;
            record_type: string;
            /**
             * Format: int64
             * @description The version that is to be signed; a change of the record ends the request.
             */
            record_version: number;
            stages: components["schemas"]["SignrequestsStage"][];
            /** @enum {string} */
            status: "open" | "completed" | "rejected" | "cancelled";
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        TemplatesChange: {
            body?: string | null;
            description?: string | null;
            name?: string | null;
            title?: string | null;
        };
        TemplatesItem: {
            /** Format: date-time */
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            description: string | null;
            /**
             * Format: int64
             * @description Entries made from it.
             */
            entry_count: number;
            /** @description How the text begins. */
            excerpt: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            org_id: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        TemplatesNew: {
            body?: string;
            description?: string | null;
            /** @description Unique among the templates in use, whatever the case. */
            name: string;
            title?: string;
        };
        TemplatesView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            /** @description Markdown they begin with. */
            body: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            description: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            org_id: string;
            /** @description Title of the entries made from it; empty for none. */
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        TextdiffLine: {
            /**
             * Format: int64
             * @description Number of the line in the newer text, from 1.
             */
            new?: number;
            /**
             * Format: int64
             * @description Number of the line in the older text, from 1.
             */
            old?: number;
            /** @enum {string} */
            op: "same" | "removed" | "added";
            /** @description Of a rewritten line: which words are not the same on the other side. */
            spans?: components["schemas"]["TextdiffSpan"][];
            text: string;
        };
        TextdiffSpan: {
            changed: boolean;
            text: string;
        };
        TokensJWK: {
            alg: string;
            e: string;
            kid: string;
            kty: string;
            n: string;
            use: string;
        };
        TotpDisable: {
            password?: string;
            /** @description In place of the password: POST /auth/oidc/reauth. */
            reauth_token?: string;
            /** @description A code or a recovery code. */
            totp: string;
        };
        TotpEnroll: {
            password?: string;
            /** @description In place of the password, of people who sign in through an identity provider: POST /auth/oidc/reauth. It works once. */
            reauth_token?: string;
            totp?: string;
        };
        TotpEnrolment: {
            /** @description The same for its camera, as the content of a QR code. */
            otpauth_url: string;
            /** @description To be typed into an authenticator app. Shown once. */
            secret: string;
        };
        TotpProof: {
            /** @description What the authenticator app shows now. */
            totp: string;
        };
        TotpRecovery: {
            /** @description Each opens the account once in place of a code. Shown once; print them. */
            recovery_codes: string[];
        };
        TotpState: {
            enrolled: boolean;
            /** Format: int64 */
            recovery_codes_left: number;
        };
        TracesItem: {
            block: string;
            coord: unknown;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            data_sha256: string;
            /** Format: int64 */
            dataset_index: number;
            experiment_code: string | null;
            /** Format: uuid */
            experiment_id: string | null;
            file_code: string | null;
            /** Format: uuid */
            file_id: string | null;
            filename: string | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            instrument_id: string | null;
            /** Format: int64 */
            n: number;
            /** Format: uuid */
            org_id: string;
            reader: string;
            reader_version: string;
            sample_code: string | null;
            /** Format: uuid */
            sample_id: string | null;
            sample_name: string | null;
            /** Format: uuid */
            source_trace_id: string | null;
            technique: string;
            title: string;
            /** Format: int64 */
            trace_index: number;
            x_kind: string;
            x_label: string;
            /** Format: double */
            x_max: number | null;
            /** Format: double */
            x_min: number | null;
            x_unit: string;
            y_kind: string;
            y_label: string;
            /** Format: double */
            y_max: number | null;
            /** Format: double */
            y_min: number | null;
            y_unit: string;
        };
        TracesPoints: {
            x: (number | null)[];
            y: (number | null)[];
        };
        TracesSummary: {
            block: string;
            /** Format: int64 */
            dataset_index: number;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            n: number;
            technique: string;
            title: string;
            /** Format: int64 */
            trace_index: number;
            x_kind: string;
            x_label: string;
            /** Format: double */
            x_max: number | null;
            /** Format: double */
            x_min: number | null;
            x_unit: string;
            y_kind: string;
            y_label: string;
            /** Format: double */
            y_max: number | null;
            /** Format: double */
            y_min: number | null;
            y_unit: string;
        };
        TracesView: {
            block: string;
            coord: unknown;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            data_sha256: string;
            /** Format: int64 */
            dataset_index: number;
            experiment_code: string | null;
            /** Format: uuid */
            experiment_id: string | null;
            file_code: string | null;
            /** Format: uuid */
            file_id: string | null;
            filename: string | null;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            instrument_id: string | null;
            meta: unknown;
            /** Format: int64 */
            n: number;
            /** Format: uuid */
            org_id: string;
            reader: string;
            reader_version: string;
            sample_code: string | null;
            /** Format: uuid */
            sample_id: string | null;
            sample_name: string | null;
            /** Format: uuid */
            source_trace_id: string | null;
            technique: string;
            title: string;
            /** Format: int64 */
            trace_index: number;
            x_kind: string;
            x_label: string;
            /** Format: double */
            x_max: number | null;
            /** Format: double */
            x_min: number | null;
            x_unit: string;
            y_kind: string;
            y_label: string;
            /** Format: double */
            y_max: number | null;
            /** Format: double */
            y_min: number | null;
            y_unit: string;
        };
        TracingCalibration: {
            certificate_number: string | null;
            code: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string | null;
            outcome: string | null;
            /** @description Who measured although it did not allow that, and why; null: nobody. */
            override: unknown;
            /** Format: date-time */
            performed_at: string | null;
            /** @description How the instrument stood, as the result kept it. */
            then: unknown;
        };
        TracingCustody: {
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            decided_at: string | null;
            /** Format: uuid */
            from: string | null;
            /** Format: uuid */
            sample_id: string;
            status: string;
            /** Format: uuid */
            to: string | null;
        };
        TracingExperiment: {
            code: string;
            /** Format: uuid */
            id: string;
            method: string;
            status: string;
            title: string;
        };
        TracingFile: {
            archived: boolean;
            code: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            filename: string;
            /** Format: uuid */
            id: string;
            parser: string | null;
            parser_version: string | null;
            sha256: string;
            /** Format: int64 */
            size: number;
            source: string;
        };
        TracingInstrument: {
            code: string;
            /** Format: uuid */
            id: string;
            model: string | null;
            name: string;
            serial_number: string | null;
            vendor: string | null;
        };
        TracingMethod: {
            engine: unknown;
            inputs: unknown;
            name: string;
            parameters: unknown;
            version: string | null;
        };
        TracingPerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        TracingProtocol: {
            code: string;
            /** Format: uuid */
            id: string;
            number: string | null;
            /** Format: int64 */
            revision: number;
            /** @description As of now. */
            status: string;
            title: string;
        };
        TracingReport: {
            /** @description In force when the values were acquired. */
            calibration: components["schemas"]["TracingCalibration"] | null;
            custody: components["schemas"]["TracingCustody"][];
            experiment: components["schemas"]["TracingExperiment"] | null;
            /** @description Originals, with the SHA-256 of their bytes. */
            files: components["schemas"]["TracingFile"][];
            instrument: components["schemas"]["TracingInstrument"] | null;
            /** @description What computed the values; null when a person recorded them. */
            method: components["schemas"]["TracingMethod"] | null;
            people: components["schemas"]["TracingPerson"][];
            /** @description In the revision that was followed. */
            protocol: components["schemas"]["TracingProtocol"] | null;
            result: components["schemas"]["TracingResult"];
            samples: components["schemas"]["TracingSample"][];
            /** @description Of the result, its experiment and its protocol. */
            signatures: components["schemas"]["TracingSignature"][];
            /** @description Why the result no longer stands on its sources. */
            stale: string | null;
            traces: components["schemas"]["TracingTrace"][];
            values: components["schemas"]["TracingValue"][];
        };
        TracingResult: {
            /** Format: date-time */
            acquired_at: string | null;
            code: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            observed_at: string | null;
            origin: string;
            /** Format: date-time */
            recorded_at: string;
            /** Format: uuid */
            recorded_by: string | null;
            result_type: string;
            status: string;
            /** Format: int64 */
            version: number;
        };
        TracingSample: {
            code: string;
            /** Format: uuid */
            id: string;
            lot: string | null;
            name: string;
            status: string;
        };
        TracingSignature: {
            code: string;
            /** Format: uuid */
            id: string;
            meaning: string;
            /** Format: uuid */
            record_id: string;
            record_type: string;
            /** Format: int64 */
            record_version: number;
            /** Format: date-time */
            signed_at: string;
            signed_zone: string;
            /** Format: uuid */
            signer_id: string;
            signer_name: string;
        };
        TracingTrace: {
            data_sha256: string;
            /** Format: uuid */
            file_id: string | null;
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            n: number;
            reader: string | null;
            reader_version: string | null;
            technique: string;
            title: string;
        };
        TracingValue: {
            /** Format: double */
            k: number | null;
            name: string;
            uncertainty: string | null;
            unit: string | null;
            value: string;
        };
        TrailActor: {
            /**
             * Format: uuid
             * @description The key it was done with; id and name are its owner's. null: in person.
             */
            api_key_id: string | null;
            /** Format: uuid */
            id: string | null;
            kind: string;
            name: string;
            via: string;
        };
        TrailChange: {
            field: string;
            new: unknown;
            old: unknown;
        };
        TrailItem: {
            action: string;
            actor: components["schemas"]["TrailActor"];
            changes: components["schemas"]["TrailChange"][];
            hash: string;
            ip: string | null;
            /** Format: date-time */
            occurred_at: string;
            /** @enum {string} */
            operation: "insert" | "update" | "delete" | "event";
            prev_hash: string;
            reason: string | null;
            record_code: string | null;
            /** Format: uuid */
            record_id: string | null;
            record_type: string | null;
            /** Format: uuid */
            request_id: string | null;
            /** Format: int64 */
            seq: number;
            table: string | null;
        };
        UsersChange: {
            name?: string | null;
        };
        UsersMade: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** Format: date-time */
            deactivated_at: string | null;
            email: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            invite_expires_at: string | null;
            /** @description Whether the person gets the link by mail, too; false where this server sends none. */
            invite_mailed: boolean;
            /** @description Where the person sets the password; to be handed over. Shown once. */
            invite_url: string | null;
            /** Format: date-time */
            last_login_at: string | null;
            must_change_password: boolean;
            name: string;
            /** Format: uuid */
            org_id: string;
            /** Format: date-time */
            password_changed_at: string | null;
            roles: string[];
            /**
             * Format: date-time
             * @description Since an administrator's link set the password: the person cannot sign until two administrators let them.
             */
            signing_reset_at: string | null;
            /** @enum {string} */
            status: "active" | "invited" | "deactivated";
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        UsersNew: {
            email: string;
            name: string;
            /** @description viewer when left out. */
            roles?: string[];
        };
        UsersRoleSet: {
            roles: string[];
        };
        UsersUser: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** Format: date-time */
            deactivated_at: string | null;
            email: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_login_at: string | null;
            must_change_password: boolean;
            name: string;
            /** Format: uuid */
            org_id: string;
            /** Format: date-time */
            password_changed_at: string | null;
            roles: string[];
            /**
             * Format: date-time
             * @description Since an administrator's link set the password: the person cannot sign until two administrators let them.
             */
            signing_reset_at: string | null;
            /** @enum {string} */
            status: "active" | "invited" | "deactivated";
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        UsersView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** Format: date-time */
            deactivated_at: string | null;
            email: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_login_at: string | null;
            must_change_password: boolean;
            name: string;
            /** Format: uuid */
            org_id: string;
            /** Format: date-time */
            password_changed_at: string | null;
            roles: string[];
            /**
             * Format: date-time
             * @description Since an administrator's link set the password: the person cannot sign until two administrators let them.
             */
            signing_reset_at: string | null;
            /** @enum {string} */
            status: "active" | "invited" | "deactivated";
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ValuesInput: {
            /**
             * @description When absent it follows from the value.
             * @enum {string}
             */
            type?: "string" | "number" | "quantity" | "boolean" | "date" | "reference";
            /** @description UCUM unit; required for quantities. */
            unit?: string | null;
            /** @description Text, number (kept as written; a decimal string is the safe form), true or false, date YYYY-MM-DD, or the id or code of a record. */
            value: unknown;
        };
        ValuesReport: {
            /** @description Every fault of every row. */
            errors: components["schemas"]["ApperrField"][];
            /** Format: int64 */
            invalid: number;
            /** Format: int64 */
            rows: number;
            /** Format: int64 */
            valid: number;
        };
        ValuesShown: {
            /** @enum {string} */
            type: "string" | "number" | "quantity" | "boolean" | "date" | "reference";
            unit: string | null;
            /** @description A decimal string as written for number and quantity, true or false for boolean, otherwise text. */
            value: unknown;
        };
        VerifyResult: {
            /** Format: int64 */
            entries: number;
            /** Format: int64 */
            exit_code: number;
            /** @description Of all chains and of the installation. */
            findings: components["schemas"]["ChainFinding"][];
            /** Format: uuid */
            instance_id: string;
            organizations: components["schemas"]["ChainReport"][];
            /**
             * Format: int64
             * @description Signatures checked; null where that was not asked for.
             */
            signatures: number | null;
            /** @enum {string} */
            status: "clean" | "tampered" | "cannot_verify" | "stale";
            /** Format: date-time */
            verified_at: string;
        };
        ViewsChange: {
            columns?: string[] | null;
            name?: string | null;
            query?: {
                [key: string]: unknown;
            } | null;
            shared?: boolean | null;
        };
        ViewsNew: {
            columns?: string[];
            name: string;
            query?: {
                [key: string]: unknown;
            };
            resource: string;
            shared?: boolean;
        };
        ViewsShown: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            archived_at: string | null;
            /** @description Columns in their order; empty: those the list is shown with anyway. */
            columns: string[];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            owner_id: string;
            /** @description Filter words and sort, as in the address of the list; several words of one filter are a list. */
            query: {
                [key: string]: unknown;
            };
            /** @description The list, as it stands in its address: samples. */
            resource: string;
            /** @description Whether everybody of the organisation sees it. Only its owner changes it. */
            shared: boolean;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ViewsView: {
            /** Format: date-time */
            archived_at: string | null;
            /** @description Columns in their order; empty: those the list is shown with anyway. */
            columns: string[];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            org_id: string;
            /** Format: uuid */
            owner_id: string;
            /** @description Filter words and sort, as in the address of the list; several words of one filter are a list. */
            query: {
                [key: string]: unknown;
            };
            /** @description The list, as it stands in its address: samples. */
            resource: string;
            /** @description Whether everybody of the organisation sees it. Only its owner changes it. */
            shared: boolean;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        WorkView: {
            _actions: {
                [key: string]: boolean | {
                    allowed?: boolean;
                    reason?: string;
                };
            };
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string;
            error: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            kind: string;
            /** Format: double */
            progress: number;
            result_ids: unknown;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** Format: date-time */
            updated_at: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySetBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-access-logs": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Entries at or after this time. */
                from?: string;
                /** @description Entries before this time. */
                to?: string;
                actor_id?: string;
                /** @description Operation id, e.g. get-sample. */
                action?: string;
                record_type?: string;
                record_id?: string;
                status?: number;
                request_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListAccessLog"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-access-logs": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Entries at or after this time. */
                from?: string;
                /** @description Entries before this time. */
                to?: string;
                actor_id?: string;
                /** @description Operation id, e.g. get-sample. */
                action?: string;
                record_type?: string;
                record_id?: string;
                status?: number;
                request_id?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("id" | "occurred_at" | "actor_id" | "actor_kind" | "actor_name" | "actor_via" | "session_id" | "api_key_id" | "action" | "permission" | "method" | "path" | "record_type" | "record_id" | "status" | "request_id" | "ip" | "user_agent" | "detail" | "batch_id")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessLog"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "run-analysis": {
        parameters: {
            query?: {
                /** @description Compute and answer, but store nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description true measures although the calibration is overdue or out of tolerance. Needs calibration:override and X-Change-Reason, and is flagged for ever. */
                "X-Calibration-Override"?: "true" | "false";
                /** @description respond-async makes a job of it (RFC 7240). */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnalysesNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalysesPreview"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsView"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobsJob"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-api-keys": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                user_id?: string;
                include_revoked?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListApikeysKey"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-api-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApikeysNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApikeysMade"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-api-key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApikeysKey"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "revoke-api-key": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-approvals": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                status?: ("pending" | "confirmed" | "declined" | "expired")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListApprovalsApproval"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-approvals": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                status?: ("pending" | "confirmed" | "declined" | "expired")[];
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "kind" | "user_id" | "reason" | "status" | "only_administrator" | "created_at" | "created_by" | "expires_at" | "decided_at" | "decided_by" | "decline_reason" | "version" | "updated_at" | "user_name" | "created_by_name" | "decided_by_name")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalsApproval"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "confirm-approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "decline-approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalsRefusal"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-audit": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Entries at or after this time. */
                from?: string;
                /** @description Entries before this time. */
                to?: string;
                actor_id?: string;
                /** @description Exact action, e.g. sample.created. */
                action?: string;
                record_type?: "organization" | "user" | "role" | "api_key" | "share" | "setting" | "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "notebook_template" | "protocol" | "signature" | "experiment" | "result" | "file" | "trace" | "recipe" | "job" | "session" | "audit_review" | "audit" | "access_log" | "amendment" | "evidence" | "legal_hold" | "process" | "location" | "sample_type" | "view" | "import" | "mail";
                record_id?: string;
                request_id?: string;
                /** @description Entries from this place of the chain on. */
                from_seq?: number;
                /** @description Entries up to this place of the chain. */
                to_seq?: number;
                /** @description With record_type and record_id: also the entries of everything that belongs to the record, such as files, results, signatures and calibrations. */
                include?: "children";
                /** @description The entries of a project and of everything in it. */
                project_id?: string;
                /** @description What a person did, and what was done with the account, its sessions and keys. */
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListTrailItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-audit-checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofsCheckpoint"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-audit": {
        parameters: {
            query?: {
                /** @description Entries at or after this time. */
                from?: string;
                /** @description Entries before this time. */
                to?: string;
                actor_id?: string;
                /** @description Exact action, e.g. sample.created. */
                action?: string;
                record_type?: "organization" | "user" | "role" | "api_key" | "share" | "setting" | "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "notebook_template" | "protocol" | "signature" | "experiment" | "result" | "file" | "trace" | "recipe" | "job" | "session" | "audit_review" | "audit" | "access_log" | "amendment" | "evidence" | "legal_hold" | "process" | "location" | "sample_type" | "view" | "import" | "mail";
                record_id?: string;
                request_id?: string;
                /** @description Entries from this place of the chain on. */
                from_seq?: number;
                /** @description Entries up to this place of the chain. */
                to_seq?: number;
                /** @description With record_type and record_id: also the entries of everything that belongs to the record, such as files, results, signatures and calibrations. */
                include?: "children";
                /** @description The entries of a project and of everything in it. */
                project_id?: string;
                /** @description What a person did, and what was done with the account, its sessions and keys. */
                user_id?: string;
                format?: "jsonl" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-audit-reviews": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListReviewsReview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "review-audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewsReview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-audit-reviews": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "from_seq" | "up_to_seq" | "chain_hash" | "comment" | "reviewer.id" | "reviewer.name" | "reviewer.email" | "reviewed_at" | "method" | "session_id" | "key_id" | "signature")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewsReview"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-audit-review-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewsStatus"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-audit-review": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewsReview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "verify-audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifyResult"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: {
                Origin?: string;
                /** @description Any value; sent by the own pages: they get the refresh token as a cookie only. */
                "X-Spectra-CSRF"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigninLogin"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsGrant"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigninMe"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "oidc-callback": {
        parameters: {
            query?: {
                code?: string;
                state?: string;
                /** @description RFC 9207 */
                iss?: string;
                error?: string;
            };
            header?: {
                Accept?: string;
            };
            path?: never;
            cookie?: {
                /** @description Set over TLS. */
                "__Host-spectra_oidc"?: string;
                /** @description Set in development over plain http. */
                spectra_oidc?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description See Other */
            303: {
                headers: {
                    Location?: string;
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "oidc-link": {
        parameters: {
            query?: never;
            header?: {
                Origin?: string;
                /** @description Any value; required. */
                "X-Spectra-CSRF"?: string;
            };
            path?: never;
            cookie?: {
                /** @description Set over TLS. */
                "__Host-spectra_oidc_link"?: string;
                /** @description Set in development over plain http. */
                spectra_oidc_link?: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigninLinkLogin"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsGrant"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "oidc-login": {
        parameters: {
            query?: {
                /** @description Path of the frontend to come back to. */
                return_to?: string;
            };
            header?: {
                Accept?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See Other */
            303: {
                headers: {
                    Location?: string;
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "begin-reauth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigninAgainIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigninLeave"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "fetch-reauth-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigninToken"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigninChange"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: {
                Origin?: string;
                /** @description Required with the cookie. */
                "X-Spectra-CSRF"?: string;
            };
            path?: never;
            cookie?: {
                /** @description Set over TLS. */
                "__Host-spectra_rt"?: string;
                /** @description Set in development over plain http. */
                spectra_rt?: string;
            };
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsGrant"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "redeem-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigninRedeem"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-sessions": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListSessionsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "end-session": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "set-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SigninSetup"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigninReady"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "confirm-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpProof"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpRecovery"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "disable-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpDisable"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "enroll-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpEnroll"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpEnrolment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-calendar-feeds": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                include_revoked?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListFeedsFeed"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-calendar-feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedsMade"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "revoke-calendar-feed": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-calibration": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalibrationsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-calibration": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-calibration": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalibrationsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalibrationsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "amend-calibration": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesSignable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-calibration-impact": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImpactReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "flag-calibration-impact": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImpactFlagged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-calibration-signable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesSignable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    docs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "docs-inspectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-evidence": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                record_type?: string;
                record_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListEvidencePackage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvidenceNew"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobsJob"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-evidence": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                record_type?: string;
                record_id?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "record_type" | "record_id" | "record_code" | "record_version" | "record_hash" | "size" | "sha256" | "files" | "key_id" | "created_at" | "created_by")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidencePackage"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-evidence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "download-evidence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-experiments": {
        parameters: {
            query?: {
                /** @description own, or shared: what other organisations let yours read, each as GET by id answers it; only limit, cursor, sort and count go with it. */
                scope?: "own" | "shared";
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, title, method or description. */
                q?: string;
                status?: ("draft" | "running" | "completed" | "reviewed" | "approved" | "voided")[];
                project_id?: string;
                sample_id?: string;
                instrument_id?: string;
                protocol_id?: string;
                /** @description Exactly this method. */
                method?: string;
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListExperimentsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-experiment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExperimentsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExperimentsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-experiments": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, title, method or description. */
                q?: string;
                status?: ("draft" | "running" | "completed" | "reviewed" | "approved" | "voided")[];
                project_id?: string;
                sample_id?: string;
                instrument_id?: string;
                protocol_id?: string;
                /** @description Exactly this method. */
                method?: string;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: (string | ("org_id" | "id" | "code" | "title" | "method" | "description" | "status" | "project_id" | "instrument_id" | "protocol_id" | "protocol_revision" | "started_at" | "completed_at" | "calibration" | "calibration_override" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "locked_at" | "project_code" | "project_name" | "instrument_code" | "instrument_name" | "protocol_number" | "created_by_name" | "sample_ids" | "samples" | "parameters" | "result_count"))[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExperimentsItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-experiment": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExperimentsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-experiment": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-experiment": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
                /** @description true measures although the calibration is overdue or out of tolerance. Needs calibration:override and X-Change-Reason, and is flagged for ever. */
                "X-Calibration-Override"?: "true" | "false";
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExperimentsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExperimentsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "amend-experiment": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesSignable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-experiment-checklist": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListExperimentsStep"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "tick-experiment-step": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
                /** @description Position of the step, from 1. */
                n: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExperimentsTick"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExperimentsStep"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-experiment-signable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesSignable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "transition-experiment": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
                /** @description true measures although the calibration is overdue or out of tolerance. Needs calibration:override and X-Change-Reason, and is flagged for ever. */
                "X-Calibration-Override"?: "true" | "false";
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExperimentsMove"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExperimentsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-files": {
        parameters: {
            query?: {
                /** @description own, or shared: what other organisations let yours read, each as GET by id answers it; only limit, cursor, sort and count go with it. */
                scope?: "own" | "shared";
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code or file name, or words that begin words in the file, in any order. */
                q?: string;
                sample_id?: string;
                experiment_id?: string;
                instrument_id?: string;
                /** @description Name of the reader that took the file. */
                parser?: string;
                status?: ("parsed" | "unreadable" | "damaged")[];
                /** @description Files with a trace of the technique, such as raman. */
                technique?: string[];
                /** @description Files whose path begins so, such as run7/. */
                path_prefix?: string;
                source?: "upload" | "agent";
                /** @description Files that belong to no sample and no experiment. */
                unassigned?: boolean;
                /** @description Files with exactly these bytes. */
                sha256?: string;
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListFilesItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "upload-file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description The experiment by code. Without a match the file is kept unassigned, with a warning. */
                    experiment?: string;
                    /**
                     * Format: uuid
                     * @description Experiment it belongs to.
                     */
                    experiment_id?: string;
                    /** @description The file, with its name; several parts bring several files, and the answer is {items:[{filename,path,stored,file,error}],stored,failed}. Read at once if a reader knows its format, and kept in any case. */
                    file: string;
                    /**
                     * Format: uuid
                     * @description Instrument it was measured on.
                     */
                    instrument_id?: string;
                    /** @description Where the file lay in its folder, with its name, such as run7/1/fid. Stands before the file that it belongs to. */
                    path?: string;
                    /** @description The sample by code or barcode. Without a match the file is kept unassigned, with a warning. */
                    sample?: string;
                    /**
                     * Format: uuid
                     * @description Sample that was measured.
                     */
                    sample_id?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesView"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "download-files": {
        parameters: {
            query?: {
                /** @description Ids of files, separated by commas: at most 200. */
                ids?: string;
                /** @description All files of the sample, at most 1000. */
                sample_id?: string;
                /** @description All files of the experiment, at most 1000. */
                experiment_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-files": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code or file name, or words that begin words in the file, in any order. */
                q?: string;
                sample_id?: string;
                experiment_id?: string;
                instrument_id?: string;
                /** @description Name of the reader that took the file. */
                parser?: string;
                status?: ("parsed" | "unreadable" | "damaged")[];
                /** @description Files with a trace of the technique, such as raman. */
                technique?: string[];
                /** @description Files whose path begins so, such as run7/. */
                path_prefix?: string;
                source?: "upload" | "agent";
                /** @description Files that belong to no sample and no experiment. */
                unassigned?: boolean;
                /** @description Files with exactly these bytes. */
                sha256?: string;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "filename" | "size" | "sha256" | "media_type" | "parser" | "parser_version" | "status" | "warnings" | "sample_id" | "instrument_id" | "experiment_id" | "path" | "source" | "api_key_id" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "locked_at" | "sample_code" | "sample_name" | "experiment_code" | "experiment_title" | "instrument_code" | "instrument_name" | "created_by_name" | "trace_count" | "text_status")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-file": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "assign-file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilesAssignment"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "download-file": {
        parameters: {
            query?: never;
            header?: {
                /** @description Part of the file, as in bytes=0-1023 (RFC 9110 §14). */
                Range?: string;
                /** @description ETag of a copy at hand: 304 when it is still the same. */
                "If-None-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Partial Content */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppFull"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppFull"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HomePage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-imports": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                status?: ("queued" | "checked" | "refused" | "applied" | "undone")[];
                sample_type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListImportsImport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-imports": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                status?: ("queued" | "checked" | "refused" | "applied" | "undone")[];
                sample_type?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "filename" | "size" | "sha256" | "sample_type" | "status" | "rows" | "valid" | "invalid" | "mapping" | "job_id" | "undone_at" | "undone_by" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportsImport"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-import": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-import-report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "undo-import": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxInbox"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxPreferences"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "put-notification-preferences": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InboxChoose"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxPreferences"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "read-all-notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxAllRead"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "read-notification": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxRead"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-instruments": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, name, vendor, model, serial number, location or description. */
                q?: string;
                status?: ("online" | "offline" | "maintenance" | "retired")[];
                category?: string;
                include_archived?: boolean;
                calibration_status?: ("valid" | "due" | "overdue" | "out_of_tolerance" | "not_required")[];
                /** @description Calibration state as of this moment of the past; now when absent. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListInstrumentsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-instrument": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstrumentsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstrumentsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-due-instruments": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Calibrations that end within so many days; what is overdue or out of tolerance is always listed. */
                within_days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListInstrumentsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-due-calendar": {
        parameters: {
            query?: {
                /** @description Secret of a calendar feed, for programs that can send no header. */
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-due-instruments": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Calibrations that end within so many days; what is overdue or out of tolerance is always listed. */
                within_days?: number;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "name" | "vendor" | "model" | "serial_number" | "category" | "location" | "description" | "status" | "calibration_interval_days" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "locked_at" | "calibration_id" | "calibration_due_at" | "calibration_status")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstrumentsItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-instruments": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, name, vendor, model, serial number, location or description. */
                q?: string;
                status?: ("online" | "offline" | "maintenance" | "retired")[];
                category?: string;
                include_archived?: boolean;
                calibration_status?: ("valid" | "due" | "overdue" | "out_of_tolerance" | "not_required")[];
                /** @description Calibration state as of this moment of the past; now when absent. */
                at?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "name" | "vendor" | "model" | "serial_number" | "category" | "location" | "description" | "status" | "calibration_interval_days" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "locked_at" | "calibration_id" | "calibration_due_at" | "calibration_status")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstrumentsItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "print-instrument-labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelsOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/zpl": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-instrument": {
        parameters: {
            query?: {
                /** @description Calibration state as of this moment of the past; now when absent. */
                at?: string;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstrumentsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-instrument": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-instrument": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstrumentsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstrumentsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-calibrations": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                outcome?: ("pass" | "fail" | "adjusted")[];
                include_archived?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListCalibrationsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-calibration": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalibrationsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalibrationsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-calibrations": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                outcome?: ("pass" | "fail" | "adjusted")[];
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "instrument_id" | "certificate_number" | "performed_at" | "expires_at" | "provider" | "performed_by" | "outcome" | "as_found_in_tolerance" | "as_found" | "as_left" | "uncertainty" | "standards" | "certificate_file_id" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "locked_at" | "out_of_tolerance" | "suspect_results" | "instrument_code" | "instrument_name" | "certificate_filename" | "created_by_name")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalibrationsItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-maintenance": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                kind?: ("preventive" | "corrective" | "inspection")[];
                /** @description Only what is under way. */
                open?: boolean;
                include_archived?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListMaintenanceItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-maintenance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MaintenanceNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-maintenance": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                kind?: ("preventive" | "corrective" | "inspection")[];
                /** @description Only what is under way. */
                open?: boolean;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "instrument_id" | "kind" | "started_at" | "finished_at" | "description" | "performed_by" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "downtime_seconds" | "instrument_code" | "instrument_name" | "created_by_name")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-jobs": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                status?: ("queued" | "running" | "succeeded" | "failed" | "cancelled")[];
                /** @description Exact kind, such as analysis. */
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListJobsJob"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-jobs": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                status?: ("queued" | "running" | "succeeded" | "failed" | "cancelled")[];
                /** @description Exact kind, such as analysis. */
                kind?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("id" | "kind" | "status" | "progress" | "result_ids" | "error" | "created_at" | "created_by" | "updated_at" | "finished_at")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobsJob"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-job": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "cancel-job": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-legal-holds": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description true: in force; false: released. */
                active?: "true" | "false";
                /** @description Holds that name a record of this type. */
                record_type?: "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "protocol" | "experiment" | "result" | "file" | "process";
                /** @description Holds that name this record. */
                record_id?: string;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListHoldsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-legal-hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-legal-holds": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description true: in force; false: released. */
                active?: "true" | "false";
                /** @description Holds that name a record of this type. */
                record_type?: "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "protocol" | "experiment" | "result" | "file" | "process";
                /** @description Holds that name this record. */
                record_id?: string;
                q?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "title" | "reason" | "released_at" | "released_by" | "release_reason" | "version" | "created_at" | "created_by" | "updated_at" | "records" | "created_by_name" | "released_by_name")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldsItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-legal-hold": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "add-to-legal-hold": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldsMore"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "release-legal-hold": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-lineage": {
        parameters: {
            query?: {
                /** @description Hops towards the sources. */
                up?: number;
                /** @description What was there at this time: edges, signatures and links of then; codes, labels and stale marks are those of now. */
                as_of?: string;
                /** @description Hops towards what was made of it. */
                down?: number;
            };
            header?: never;
            path: {
                /** @description Record-type word: sample, experiment, file, trace, result … */
                type: string;
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineageGraph"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    livez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-locations": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, path or description, or the beginning of a barcode. */
                q?: string;
                kind?: ("site" | "building" | "floor" | "room" | "cabinet" | "freezer" | "rack" | "shelf" | "box" | "slot" | "other")[];
                /** @description Only what lies directly in this location. */
                parent_id?: string;
                /** @description Only what lies in no other location. */
                root?: boolean;
                /** @description Exactly this barcode, as a scanner reads it. */
                barcode?: string;
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListLocationsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-location": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LocationsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-locations": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, path or description, or the beginning of a barcode. */
                q?: string;
                kind?: ("site" | "building" | "floor" | "room" | "cabinet" | "freezer" | "rack" | "shelf" | "box" | "slot" | "other")[];
                /** @description Only what lies directly in this location. */
                parent_id?: string;
                /** @description Only what lies in no other location. */
                root?: boolean;
                /** @description Exactly this barcode, as a scanner reads it. */
                barcode?: string;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "name" | "kind" | "parent_id" | "capacity" | "barcode" | "description" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "grid.rows" | "grid.columns" | "grid.labels" | "parent_name" | "path" | "occupied" | "children")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationsItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "print-location-labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelsOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/zpl": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-location": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-location": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-location": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LocationsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-location-grid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocationsLayout"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-mails": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                status?: ("queued" | "sent" | "failed" | "cancelled")[];
                kind?: ("notice" | "digest" | "link")[];
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListMailsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-mail": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "retry-mail": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-maintenance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-maintenance": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-maintenance": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MaintenanceChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MaintenanceView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-methods": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListMethodsInfo"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-method": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MethodsInfo"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-notebooks": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, title or description. */
                q?: string;
                project_id?: string;
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListNotebooksItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-notebook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotebooksNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotebooksView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-entries": {
        parameters: {
            query?: {
                /** @description own, or shared: what other organisations let yours read, each as GET by id answers it; only limit, cursor, sort and count go with it. */
                scope?: "own" | "shared";
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                notebook_id?: string;
                /** @description Substring of code, title or text. */
                q?: string;
                template_id?: string;
                /** @description Entries that link to a record of this type. */
                record_type?: "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "protocol" | "signature" | "experiment" | "result" | "file" | "trace" | "job";
                /** @description Entries that link to this record. */
                record_id?: string;
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListEntriesItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-entry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntriesNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntriesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-entries": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                notebook_id?: string;
                /** @description Substring of code, title or text. */
                q?: string;
                template_id?: string;
                /** @description Entries that link to a record of this type. */
                record_type?: "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "protocol" | "signature" | "experiment" | "result" | "file" | "trace" | "job";
                /** @description Entries that link to this record. */
                record_id?: string;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "notebook_id" | "template_id" | "title" | "links" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "locked_at" | "excerpt" | "notebook_code" | "notebook_title" | "created_by_name" | "updated_by_name")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntriesItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-entry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntriesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-entry": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-entry": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntriesChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntriesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "amend-notebook-entry": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesSignable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-entry-attachments": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListEntriesAttachment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "diff-entry": {
        parameters: {
            query?: {
                /** @description Version to compare from; the one before to when absent. */
                from?: number;
                /** @description Version to compare to; the current one when absent. */
                to?: number;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntriesDifference"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-entry-draft": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "put-entry-draft": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftsInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "remove-entry-draft": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "render-entry": {
        parameters: {
            query?: {
                /** @description Version to show; the current one when absent. */
                version?: number;
            };
            header?: {
                /** @description text/html for a page of its own; otherwise JSON. */
                Accept?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntriesRendered"];
                    "text/html": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-notebook-entry-signable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesSignable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-entry-versions": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListEntriesVersionItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-entry-version": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
                /** @description Number of the version. */
                n: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntriesVersion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-notebooks": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, title or description. */
                q?: string;
                project_id?: string;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "title" | "project_id" | "description" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "project_code" | "project_name" | "created_by_name" | "entry_count" | "last_entry_at")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotebooksItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-entry-templates": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of name, description, title or text. */
                q?: string;
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListTemplatesItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-entry-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplatesNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-entry-template": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-entry-template": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-entry-template": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplatesChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-notebook": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotebooksView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-notebook": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-notebook": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotebooksChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotebooksView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-notebook-entries": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, title or text. */
                q?: string;
                template_id?: string;
                /** @description Entries that link to a record of this type. */
                record_type?: "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "protocol" | "signature" | "experiment" | "result" | "file" | "trace" | "job";
                /** @description Entries that link to this record. */
                record_id?: string;
                include_archived?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListEntriesItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-notebook-entries": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, title or text. */
                q?: string;
                template_id?: string;
                /** @description Entries that link to a record of this type. */
                record_type?: "project" | "sample" | "instrument" | "calibration" | "maintenance_log" | "notebook" | "notebook_entry" | "protocol" | "signature" | "experiment" | "result" | "file" | "trace" | "job";
                /** @description Entries that link to this record. */
                record_id?: string;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "notebook_id" | "template_id" | "title" | "links" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "locked_at" | "excerpt" | "notebook_code" | "notebook_title" | "created_by_name" | "updated_by_name")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntriesItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-organization": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-permissions": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListRolesPermission"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolesPolicy"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-processes": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, kind or note. */
                q?: string;
                kind?: string[];
                /** @description Steps that a sample went into or came out of. */
                sample_id?: string;
                instrument_id?: string;
                protocol_id?: string;
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListProcessesItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProcessesNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-processes": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, kind or note. */
                q?: string;
                kind?: string[];
                /** @description Steps that a sample went into or came out of. */
                sample_id?: string;
                instrument_id?: string;
                protocol_id?: string;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "kind" | "started_at" | "finished_at" | "instrument_id" | "protocol_id" | "parameters" | "note" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "inputs" | "outputs" | "instrument_code" | "instrument_name" | "protocol_number" | "created_by_name")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessesItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-process-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessesKinds"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-process": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-process": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-process": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProcessesChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-projects": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, name or description. */
                q?: string;
                status?: ("active" | "on_hold" | "completed" | "archived")[];
                access?: "organization" | "members";
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListProjectsProject"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-project": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-projects": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, name or description. */
                q?: string;
                status?: ("active" | "on_hold" | "completed" | "archived")[];
                access?: "organization" | "members";
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "name" | "description" | "status" | "owner_id" | "access" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectsProject"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-project": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-project": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-project": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-project-members": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListMembersItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "set-project-members": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MembersSet"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListMembersItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-project-members": {
        parameters: {
            query?: {
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("project_id" | "user_id" | "role" | "created_at" | "created_by" | "name" | "email" | "active")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MembersItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-protocols": {
        parameters: {
            query?: {
                /** @description own, or shared: what other organisations let yours read, each as GET by id answers it; only limit, cursor, sort and count go with it. */
                scope?: "own" | "shared";
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, number, title or body. */
                q?: string;
                status?: ("draft" | "in_review" | "approved" | "effective" | "superseded" | "retired")[];
                /** @description All revisions of exactly this number. */
                number?: string;
                /** @description Only those that people must have acknowledged. */
                training_required?: boolean;
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListProtocolsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-protocol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProtocolsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-protocols": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, number, title or body. */
                q?: string;
                status?: ("draft" | "in_review" | "approved" | "effective" | "superseded" | "retired")[];
                /** @description All revisions of exactly this number. */
                number?: string;
                /** @description Only those that people must have acknowledged. */
                training_required?: boolean;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "number" | "revision" | "title" | "effective_date" | "effective_at" | "hazard_level" | "training_required" | "status" | "authors" | "submitted_at" | "submitted_by" | "approved_at" | "approved_by" | "review_comment" | "content_sha256" | "superseded_at" | "retired_at" | "retired_by" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "locked_at" | "created_by_name" | "approved_by_name" | "acknowledged_at")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-protocol": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-protocol": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-protocol": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProtocolsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "acknowledge-protocol": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcknowledgementsAcknowledgement"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-protocol-acknowledgements": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                status?: ("acknowledged" | "pending" | "overdue")[];
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListAcknowledgementsReader"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-protocol-acknowledgements": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                status?: ("acknowledged" | "pending" | "overdue")[];
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("user_id" | "user_name" | "due_date" | "status" | "acknowledged_at" | "revision" | "content_sha256")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcknowledgementsReader"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "approve-protocol": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProtocolsComment"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-protocol-assignments": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListAcknowledgementsShown"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "assign-protocol": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgementsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcknowledgementsShown"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-protocol-assignments": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "protocol_id" | "role" | "user_id" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "due_date" | "user_name")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcknowledgementsShown"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "withdraw-protocol-assignment": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
                /** @description Id of the assignment. */
                assignment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "diff-protocol": {
        parameters: {
            query?: {
                /** @description Id of the older revision; without it, the one before. */
                against?: string;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsComparison"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "reject-protocol": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProtocolsComment"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "retire-protocol": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProtocolsComment"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "revise-protocol": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-protocol-signable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesSignable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "submit-protocol": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtocolsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppState"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "resolve-code": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Human code such as SMP-2026-000001. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordsRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-results": {
        parameters: {
            query?: {
                /** @description own, or shared: what other organisations let yours read, each as GET by id answers it; only limit, cursor, sort and count go with it. */
                scope?: "own" | "shared";
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, type or method. */
                q?: string;
                status?: ("valid" | "voided")[];
                origin?: ("recorded" | "computed")[];
                experiment_id?: string;
                sample_id?: string;
                instrument_id?: string;
                result_type?: string;
                /** @description Name of the method that computed it. */
                method?: string;
                /** @description Results that have a value of this name. */
                value_name?: string;
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListResultsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "record-result": {
        parameters: {
            query?: never;
            header?: {
                /** @description true measures although the calibration is overdue or out of tolerance. Needs calibration:override and X-Change-Reason, and is flagged for ever. */
                "X-Calibration-Override"?: "true" | "false";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResultsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "record-results": {
        parameters: {
            query?: {
                /** @description Check everything, write nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description true measures although the calibration is overdue or out of tolerance. Needs calibration:override and X-Change-Reason, and is flagged for ever. */
                "X-Calibration-Override"?: "true" | "false";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResultsBulk"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValuesReport"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-results": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, type or method. */
                q?: string;
                status?: ("valid" | "voided")[];
                origin?: ("recorded" | "computed")[];
                experiment_id?: string;
                sample_id?: string;
                instrument_id?: string;
                result_type?: string;
                /** @description Name of the method that computed it. */
                method?: string;
                /** @description Results that have a value of this name. */
                value_name?: string;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: (string | ("org_id" | "id" | "code" | "experiment_id" | "sample_id" | "instrument_id" | "result_type" | "status" | "origin" | "parameters" | "inputs" | "engine" | "calibration" | "calibration_override" | "warnings" | "supersedes" | "stale" | "voided_at" | "void_reason" | "observed_at" | "acquired_at" | "recorded_at" | "version" | "created_at" | "created_by" | "updated_at" | "archived_at" | "locked_at" | "method.name" | "method.version" | "values" | "metadata" | "file_ids" | "curves" | "experiment_code" | "experiment_title" | "sample_code" | "sample_name" | "instrument_code" | "instrument_name" | "created_by_name"))[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-result": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "amend-result": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesSignable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-result-signable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesSignable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-result-trace": {
        parameters: {
            query?: {
                /** @description Only the value of this name. */
                value?: string;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TracingReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "void-result": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-roles": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListRolesRole"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-sample-types": {
        parameters: {
            query?: {
                include_archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListSampletypesItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-sample-type": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SampletypesNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampletypesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-sample-type": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the sample type. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampletypesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-sample-type": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Key of the sample type. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-sample-type": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Key of the sample type. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SampletypesChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampletypesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "upgrade-samples": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the sample type. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamplesUpgrade"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesUpgraded"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-sample-type-versions": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path: {
                /** @description Key of the sample type. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListSampletypesVersion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-sample-type-version": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the sample type. */
                key: string;
                /** @description Number of the version. */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampletypesVersion"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-samples": {
        parameters: {
            query?: {
                /** @description Custom value by key: meta.thickness=gt:0.5 mm. A value alone must be equal; gt:, ge:, lt:, le:, ne: and contains: compare, several separated by commas must all hold, * is any value. Numbers are compared across units of one dimension. */
                "meta.{key}"?: {
                    [key: string]: string;
                };
                /** @description own, or shared: what other organisations let yours read, each as GET by id answers it; only limit, cursor, sort and count go with it. */
                scope?: "own" | "shared";
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, name, lot, material or description, or the beginning of a barcode. */
                q?: string;
                status?: ("registered" | "received" | "in_use" | "in_storage" | "consumed" | "disposed")[];
                project_id?: string;
                sample_type?: string;
                lot?: string;
                /** @description Exactly this barcode, as a scanner reads it. */
                barcode?: string;
                parent_id?: string;
                /** @description In this location or in what lies in it. */
                location_id?: string;
                /** @description Held by this person. */
                custodian_id?: string;
                /** @description Only what has expired. */
                expired?: boolean;
                /** @description Only what expires before this time, or has. */
                expiring_before?: string;
                /** @description Only what there is less of than there should be. */
                low_stock?: boolean;
                /** @description Of dies; with parent_id, of one wafer. */
                die_row?: string;
                die_col?: string;
                include_archived?: boolean;
                /** @description Terms joined by AND, OR, NOT and parentheses: type:wafer AND (status:received OR lot:"A7") AND meta.thickness > 0.5 mm AND created_at >= 2026-01-01 AND NOT archived. A term is a field of GET /samples/fields, one of : = != > >= < <= and ~ for a part of a text, and a value, in quotes where it has spaces; field:(a, b) is any of several, field:* any value. At most 2000 characters and 40 terms. */
                query?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamplesNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesFull"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-samples": {
        parameters: {
            query?: {
                /** @description Report every row's faults and write nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamplesBulk"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesReport"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "move-samples": {
        parameters: {
            query?: {
                /** @description Report every row's faults and write nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamplesBulkMove"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "transition-samples": {
        parameters: {
            query?: {
                /** @description Report every row's faults and write nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamplesBulkTransition"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "offer-custody-bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustodyBulk"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustodyOffered"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-samples": {
        parameters: {
            query?: {
                /** @description Custom value by key: meta.thickness=gt:0.5 mm. A value alone must be equal; gt:, ge:, lt:, le:, ne: and contains: compare, several separated by commas must all hold, * is any value. Numbers are compared across units of one dimension. */
                "meta.{key}"?: {
                    [key: string]: string;
                };
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, name, lot, material or description, or the beginning of a barcode. */
                q?: string;
                status?: ("registered" | "received" | "in_use" | "in_storage" | "consumed" | "disposed")[];
                project_id?: string;
                sample_type?: string;
                lot?: string;
                /** @description Exactly this barcode, as a scanner reads it. */
                barcode?: string;
                parent_id?: string;
                /** @description In this location or in what lies in it. */
                location_id?: string;
                /** @description Held by this person. */
                custodian_id?: string;
                /** @description Only what has expired. */
                expired?: boolean;
                /** @description Only what expires before this time, or has. */
                expiring_before?: string;
                /** @description Only what there is less of than there should be. */
                low_stock?: boolean;
                /** @description Of dies; with parent_id, of one wafer. */
                die_row?: string;
                die_col?: string;
                include_archived?: boolean;
                /** @description Terms joined by AND, OR, NOT and parentheses: type:wafer AND (status:received OR lot:"A7") AND meta.thickness > 0.5 mm AND created_at >= 2026-01-01 AND NOT archived. A term is a field of GET /samples/fields, one of : = != > >= < <= and ~ for a part of a text, and a value, in quotes where it has spaces; field:(a, b) is any of several, field:* any value. At most 2000 characters and 40 terms. */
                query?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: (string | ("id" | "org_id" | "code" | "name" | "sample_type" | "status" | "project_id" | "project_code" | "project_name" | "parent_id" | "parent_code" | "parent_name" | "lot" | "barcode" | "location" | "material" | "description" | "quantity.value" | "quantity.unit" | "hazards" | "die_row" | "die_col" | "version" | "created_at" | "created_by" | "created_by_name" | "updated_at" | "archived_at" | "locked_at" | "location_id" | "location_path" | "custodian.id" | "custodian.name" | "pending_custody.id" | "pending_custody.to.id" | "pending_custody.to.name" | "pending_custody.location_id" | "pending_custody.note" | "pending_custody.created_at" | "pending_custody.created_by" | "type_version" | "position" | "received_at" | "expires_at" | "minimum_quantity.value" | "minimum_quantity.unit" | "low_stock_since" | "metadata" | "calculated"))[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesLine"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-sample-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListSamplesQueryable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "import-samples": {
        parameters: {
            query?: {
                /** @description Report every row's faults and write nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description The same key and file are answered once. */
                "Idempotency-Key"?: string;
                /** @description respond-async makes a job of it; files of more than 10000 rows always become one. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description Decimal separator: . or , */
                    decimal?: string;
                    /** @description Of a CSV file that is not UTF-8: windows-1252, iso-8859-1, iso-8859-15. */
                    encoding?: string;
                    /** @description CSV or XLSX, the headings in its first row; at most 50000 rows and 25 MB. */
                    file: string;
                    /** @description JSON {"column": "field"}: name, sample_type, project_code, quantity, quantity.unit …, meta.key, or meta.key [unit]; null leaves a column out. When absent, headings are fields, and the mapping of the latest import of sample_type is used. */
                    mapping?: string;
                    /** @description Of rows without a type of their own. */
                    sample_type?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportsView"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportsView"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "print-sample-labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelsOrder"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/zpl": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-sample": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesFull"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-sample": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-sample": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamplesChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesFull"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-sample-children": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                include_archived?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-sample-children": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                include_archived?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: (string | ("id" | "org_id" | "code" | "name" | "sample_type" | "status" | "project_id" | "project_code" | "project_name" | "parent_id" | "parent_code" | "parent_name" | "lot" | "barcode" | "location" | "material" | "description" | "quantity.value" | "quantity.unit" | "hazards" | "die_row" | "die_col" | "version" | "created_at" | "created_by" | "created_by_name" | "updated_at" | "archived_at" | "locked_at" | "location_id" | "location_path" | "custodian.id" | "custodian.name" | "pending_custody.id" | "pending_custody.to.id" | "pending_custody.to.name" | "pending_custody.location_id" | "pending_custody.note" | "pending_custody.created_at" | "pending_custody.created_by" | "type_version" | "position" | "received_at" | "expires_at" | "minimum_quantity.value" | "minimum_quantity.unit" | "low_stock_since" | "metadata" | "calculated"))[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesLine"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-custody": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListCustodyItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "offer-custody": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustodyOffer"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustodyItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "accept-custody": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CustodyReply"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustodyItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "decline-custody": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CustodyReply"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustodyItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-custody": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "sample_id" | "from_user_id" | "to_user_id" | "location_id" | "note" | "status" | "answer" | "decided_at" | "decided_by" | "version" | "created_at" | "created_by" | "updated_at" | "from_user_name" | "to_user_name" | "created_by_name" | "location_path" | "sample_code" | "sample_name" | "sample_version")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustodyItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-sample-history": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListSamplesHistory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-sample-history": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "sample_id" | "occurred_at" | "kind" | "from_status" | "to_status" | "location" | "note" | "actor_id" | "actor_name" | "details")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesHistory"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-sample-lineage": {
        parameters: {
            query?: {
                /** @description Generations towards the origin. */
                up?: number;
                /** @description Generations of what was made of it. */
                down?: number;
            };
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesGenealogy"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "set-sample-metadata": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
                /** @description Name of the custom value. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValuesInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesMetadata"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "remove-sample-metadata": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
                /** @description Name of the custom value. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "split-sample": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamplesSplit"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesParts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "transition-sample": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamplesTransition"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesFull"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-wafer-map": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesWaferMap"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    search: {
        parameters: {
            query: {
                /** @description Code, barcode, or a part of a name or text, in any case. Taken literally: there are no wildcards. One or two characters are looked for at the beginning of codes only. */
                q: string;
                /** @description Record types to look into; all that the caller may read when empty. */
                type?: string[];
                /** @description How many of each type at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchFound"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-settings": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListSettingsSetting"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-setting": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsSetting"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "put-setting": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsPut"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsSetting"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-shares": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description given (when absent) or received. */
                direction?: string;
                /** @description Types of records, separated by commas. */
                resource_type?: string[];
                resource_id?: string;
                /** @description Only what is neither revoked nor expired. */
                active?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListSharesShare"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SharesNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharesShare"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-shares": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description given (when absent) or received. */
                direction?: string;
                /** @description Types of records, separated by commas. */
                resource_type?: string[];
                resource_id?: string;
                /** @description Only what is neither revoked nor expired. */
                active?: boolean;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("id" | "org_id" | "direction" | "resource_type" | "resource_id" | "resource_code" | "owner_org" | "grantee_org" | "level" | "cascade" | "records" | "reason" | "status" | "expires_at" | "revoked_at" | "created_at" | "created_by" | "created_by_name")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharesShare"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-share": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharesShare"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "revoke-share": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-signature-requests": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, record code or note. */
                q?: string;
                status?: ("open" | "completed" | "rejected" | "cancelled")[];
                /** @description me: what waits for the signature of the caller. */
                assigned?: "me";
                /** @description me: what the caller has asked for. */
                created?: "me";
                record_type?: string;
                record_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListSignrequestsItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-signature-request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignrequestsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignrequestsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-signature-requests": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, record code or note. */
                q?: string;
                status?: ("open" | "completed" | "rejected" | "cancelled")[];
                /** @description me: what waits for the signature of the caller. */
                assigned?: "me";
                /** @description me: what the caller has asked for. */
                created?: "me";
                record_type?: string;
                record_id?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "record_type" | "record_id" | "record_code" | "record_version" | "record_hash" | "mode" | "note" | "due_at" | "status" | "ended_at" | "ended_by" | "end_cause" | "end_reason" | "version" | "created_at" | "created_by" | "updated_at" | "record_title" | "created_by_name" | "ended_by_name" | "mine" | "stages")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignrequestsItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-signature-request": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignrequestsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "cancel-signature-request": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignrequestsCancel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignrequestsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-signatures": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of code, record code, name of the signer or comment. */
                q?: string;
                record_type?: string;
                record_id?: string;
                signer_id?: string;
                meaning?: ("authorship" | "review" | "approval" | "responsibility" | "witness" | "rejection")[];
                /** @description Entries at or after this time. */
                from?: string;
                /** @description Entries before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListSignaturesItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    sign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignaturesNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-accountability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "accept-accountability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignaturesAcceptance"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-signatures": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of code, record code, name of the signer or comment. */
                q?: string;
                record_type?: string;
                record_id?: string;
                signer_id?: string;
                meaning?: ("authorship" | "review" | "approval" | "responsibility" | "witness" | "rejection")[];
                /** @description Entries at or after this time. */
                from?: string;
                /** @description Entries before this time. */
                to?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "code" | "record_type" | "record_id" | "record_code" | "record_version" | "record_hash" | "meaning" | "comment" | "statement" | "statement_version" | "signer.id" | "signer.name" | "signer.email" | "signed_at" | "signed_zone" | "method" | "session_id" | "previous_id" | "key_id" | "signature" | "created_at" | "signed_at_local" | "audit_seq" | "superseded" | "withdrawn_at" | "withdrawal_reason")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-signature": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "verify-signature": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesVerification"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "withdraw-signature": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignaturesWithdrawal"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-traces": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of title, file code or file name. */
                q?: string;
                file_id?: string;
                sample_id?: string;
                technique?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListTracesItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-traces": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of title, file code or file name. */
                q?: string;
                file_id?: string;
                sample_id?: string;
                technique?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "file_id" | "source_trace_id" | "dataset_index" | "trace_index" | "title" | "technique" | "n" | "x_kind" | "x_unit" | "x_label" | "y_kind" | "y_unit" | "y_label" | "x_min" | "x_max" | "y_min" | "y_max" | "coord" | "block" | "reader" | "reader_version" | "data_sha256" | "created_at" | "created_by" | "file_code" | "filename" | "sample_id" | "sample_code" | "sample_name" | "experiment_id" | "experiment_code" | "instrument_id")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TracesItem"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-trace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TracesView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-trace-data": {
        parameters: {
            query?: {
                /** @description Leave out points below. */
                x0?: number;
                /** @description Leave out points above. */
                x1?: number;
                /** @description Thin to this many pairs of minimum and maximum; every point when left out. */
                points?: number;
            };
            header?: {
                /** @description application/json, or application/octet-stream for bytes. */
                Accept?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TracesPoints"];
                    "application/octet-stream": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-users": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Substring of name or address. */
                q?: string;
                status?: ("active" | "invited" | "deactivated")[];
                role?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListUsersUser"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsersNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersMade"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "export-users": {
        parameters: {
            query?: {
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Substring of name or address. */
                q?: string;
                status?: ("active" | "invited" | "deactivated")[];
                role?: string;
                /** @description Kind of file. */
                format?: "csv" | "xlsx" | "json";
                /** @description Which columns, in this order; all when absent. */
                columns?: ("org_id" | "id" | "email" | "name" | "status" | "last_login_at" | "password_changed_at" | "must_change_password" | "deactivated_at" | "signing_reset_at" | "version" | "created_at" | "created_by" | "updated_at" | "roles")[];
                /** @description CSV begins with lines spectra_… that tell filter, person and time; imports skip them. false leaves them out. */
                preamble?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersUser"][];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-user": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-user": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsersChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "deactivate-user": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "remove-user-mfa": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalsNew"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "reactivate-user": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "reset-user-password": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinksLink"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "set-user-roles": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsersRoleSet"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-user-signing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "set-user-signing": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignaturesPermit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignaturesStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "restore-user-signing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalsNew"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "verify-evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description An evidence package, or its report.pdf alone. */
                    file: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BundleReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "list-views": {
        parameters: {
            query?: {
                /** @description How many items at most. */
                limit?: number;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Field to sort by; a leading minus sorts descending. */
                sort?: string;
                /** @description Adds the total, exact up to 10001. */
                count?: boolean;
                /** @description Views of this list only. */
                resource?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageListViewsView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "create-view": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewsNew"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsShown"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "get-view": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsShown"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "archive-view": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "update-view": {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version the change is based on. */
                "If-Match"?: string;
            };
            path: {
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsShown"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        code: string;
                        detail: string;
                        errors?: {
                            code: string;
                            detail: string;
                            pointer: string;
                        }[];
                        request_id: string;
                        status: number;
                        title: string;
                        type: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
}
