-- Since when the phone number of a record, and the name and number of the guardian, stand as they are: a form that was sent after that and
-- names others knows better. Null: never changed since the patient was added, or changed before this was kept.
ALTER TABLE "Patient" ADD COLUMN "phoneAt" TIMESTAMPTZ(6), ADD COLUMN "guardianAt" TIMESTAMPTZ(6);
