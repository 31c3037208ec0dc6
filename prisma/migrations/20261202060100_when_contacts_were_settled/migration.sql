-- Since when the phone numbers of a record stand as they are: a form that was sent after that and names others knows better. Null: never
-- changed since the patient was added, or changed before this was kept.
ALTER TABLE "Patient" ADD COLUMN "contactsAt" TIMESTAMPTZ(6);
