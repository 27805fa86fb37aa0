SET LOCAL ROLE spectra_owner;
ALTER TABLE spectra.notifications DROP COLUMN digest_on, DROP COLUMN mail, DROP COLUMN work;
DROP TABLE spectra.mails, spectra.notification_preferences;
RESET ROLE;
