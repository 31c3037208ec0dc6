-- AlterTable
ALTER TABLE "ProgramItem" ADD COLUMN     "untilWeek" INTEGER;

ALTER TABLE "ProgramItem" ADD CONSTRAINT until_week CHECK ("untilWeek" BETWEEN "fromWeek" AND 104);
