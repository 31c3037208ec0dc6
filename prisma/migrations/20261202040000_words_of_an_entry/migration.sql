-- The night reads the measures of a case as its pages do, and these say with which words an entry was filled in.
GRANT SELECT ("packId") ON "OutcomeMeasure" TO stepwise_jobs;
