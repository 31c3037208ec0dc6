-- What staff put right keeps how the form was asked: the answers stay hers.
ALTER TABLE "OutcomeMeasure" DROP CONSTRAINT self_is_herself,
  ADD CONSTRAINT self_is_herself CHECK ((mode = 'self') = (NOT "onBehalf") OR (mode = 'self' AND "supersedesId" IS NOT NULL));
-- The nightly round reads the measures of a case as its pages do.
GRANT SELECT ("onBehalf") ON "OutcomeMeasure" TO stepwise_jobs;
