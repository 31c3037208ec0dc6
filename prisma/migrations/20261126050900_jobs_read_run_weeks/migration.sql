-- In the first ten weeks of running what is due follows from the runs, from flags that hold back their increase, and from when a
-- clinician answered that running stops: the night's round reads that too. Not what was answered, why, or by whom.
GRANT SELECT ("flagId") ON "RedFlag" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "caseId", "ruleId", "decidedAt") ON "Suggestion" TO stepwise_jobs;
CREATE POLICY jobs_read ON "Suggestion" FOR SELECT TO stepwise_jobs USING ("clinicId" = (SELECT app_clinic()));
