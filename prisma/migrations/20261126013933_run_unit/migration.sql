-- CreateEnum
CREATE TYPE "DistanceUnit" AS ENUM ('km', 'mi');

-- AlterTable
ALTER TABLE "RunLog" ADD COLUMN     "unit" "DistanceUnit" NOT NULL DEFAULT 'km';
