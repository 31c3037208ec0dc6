-- A flag of a second form, which belongs to no case, bears on the case that is open (lib/flags/responses/policy.ts). For the
-- night's round to hear of one that waits too long, it reads whose flag it is, of which form, and since when that was filled in.
GRANT SELECT ("patientId", "intakeId") ON "RedFlag" TO stepwise_jobs;
GRANT SELECT ("savedAt") ON "Intake" TO stepwise_jobs;
