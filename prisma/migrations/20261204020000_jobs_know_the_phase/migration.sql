-- Which phase holds is found by its key: a version that only begins later may move it to another place.
GRANT SELECT ("phaseKey") ON "ProgramEvent" TO stepwise_jobs;
