-- AlterTable
ALTER TABLE "Patient" ADD COLUMN     "notBornOn" DATE[] DEFAULT ARRAY[]::DATE[];
