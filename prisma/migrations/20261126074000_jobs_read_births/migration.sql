-- While the record and a form name two dates of birth both count, by night as on a page: the night's round reads the one of the
-- record and those that were found wrong. Neither name nor address.
GRANT SELECT ("dateOfBirth", "notBornOn") ON "Patient" TO stepwise_jobs;
