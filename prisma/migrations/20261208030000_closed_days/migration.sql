-- The days on which a clinic is closed besides those of its week: [["2026-12-24","2027-01-02"]], both days included.
ALTER TABLE "Clinic" ADD COLUMN "closedDays" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "Clinic" ADD CONSTRAINT clinic_closed_days CHECK (jsonb_typeof("closedDays") = 'array');
