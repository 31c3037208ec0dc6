-- A fever counts on the day on which she told of it, unless the team typed it from a sheet or a correction says it again.
GRANT SELECT ("onBehalf", "supersedesId") ON "SessionLog" TO stepwise_jobs;
GRANT SELECT ("onBehalf", "supersedesId") ON "RunLog" TO stepwise_jobs;
GRANT SELECT ("onBehalf", "supersedesId") ON "PainScore" TO stepwise_jobs;
