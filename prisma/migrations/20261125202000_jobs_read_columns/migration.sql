-- What people wrote in their own words is nothing that a rule reads: the role of the jobs gets columns, not tables.
REVOKE SELECT ON "Case", "CaseStatusChange", "RedFlag", "Review", "Intake", "Program", "ProgramEvent", "ProgramVersion", "SessionLog",
  "ExerciseLog", "RunLog", "PainScore", "OutcomeMeasure", "InstrumentPack", "AlertThreshold" FROM stepwise_jobs;
GRANT SELECT (id, "clinicId", "patientId", "intakeId", side, status, "openedAt", "closedAt", "nextReviewOn") ON "Case" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "caseId", "to", at) ON "CaseStatusChange" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "caseId", block, "raisedAt", "dueAt", "respondedAt", "resolvedAt", "supersededAt") ON "RedFlag" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "caseId", "on", "signedAt") ON "Review" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "patientId", "caseId", kind, "submittedAt") ON "Intake" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "caseId", "activatedOn", "phasePosition", "phaseStartedOn", "pausedAt") ON "Program" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "programId", kind, "on", "phasePosition", "phaseStartedOn", at) ON "ProgramEvent" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "programId", number, "startsOn", "publishedAt") ON "ProgramVersion" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "caseId", "logDate", safety, "safetyAsked", "recordedAt", "supersededAt", "withdrawnAt") ON "SessionLog" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "sessionLogId", "itemId", "exerciseId", "setsDone", "skipReason") ON "ExerciseLog" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "caseId", "logDate", km, minutes, finished, type, settle, safety, "safetyAsked", "recordedAt", "supersededAt",
  "withdrawnAt") ON "RunLog" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "caseId", context, score, "logDate", "sessionLogId", "exerciseLogId", "runLogId", swelling, safety,
  "safetyAsked", "recordedAt", "supersededAt", "withdrawnAt") ON "PainScore" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", measure, language, options, "addedAt", "retiredAt") ON "InstrumentPack" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "caseId", "thresholdId", value, at) ON "AlertThreshold" TO stepwise_jobs;
GRANT SELECT (id, "clinicId", "caseId", measure, "on", items, activities, scores, missing, mode, "enteredById", language, "supersededAt",
  "withdrawnAt") ON "OutcomeMeasure" TO stepwise_jobs;
