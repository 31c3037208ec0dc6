-- The days on which a clinic is closed besides those of its week: [["2026-12-24","2027-01-02"]], both days included.
ALTER TABLE "Clinic" ADD COLUMN "closedDays" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "Clinic" ADD CONSTRAINT clinic_closed_days CHECK (jsonb_typeof("closedDays") = 'array');
-- The jobs ask whether a clinic is open (20261208020000_every_overdue_flag_calls).
CREATE POLICY jobs_read ON "Clinic" FOR SELECT TO stepwise_jobs USING (id = (SELECT app_clinic()));
GRANT SELECT (id, "timeZone", "openingHours", "closedDays") ON "Clinic" TO stepwise_jobs;
