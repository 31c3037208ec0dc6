-- What a letter was composed of, so that a section that nobody touched can take the newest facts in, and since when its facts hold.
-- A letter from before knows neither: its facts are of the day it was begun.
ALTER TABLE "Letter" ADD COLUMN "composed" JSONB, ADD COLUMN "composedAt" TIMESTAMPTZ(6);
