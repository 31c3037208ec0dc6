import { ownerClient } from './world.ts'

/** Where the people of the demo clinic are found: their record, their case with its team, and their form. */
export type DemoPlace = {
  patientId: string
  caseId: string
  lead: string
  team: readonly string[]
  intakeId: string
}

export async function demoPlaces(
  ownerUrl: string,
  names: readonly string[],
): Promise<Map<string, DemoPlace>> {
  const db = ownerClient(ownerUrl)
  try {
    const places = new Map<string, DemoPlace>()
    for (const fullName of names) {
      const { id } = await db.patient.findFirstOrThrow({ where: { fullName }, select: { id: true } })
      const found = await db.case.findFirst({
        where: { patientId: id },
        select: {
          id: true,
          team: {
            where: { removedAt: null },
            select: { role: true, account: { select: { email: true } } },
          },
        },
      })
      const intake = await db.intake.findFirst({ where: { patientId: id }, select: { id: true } })
      places.set(fullName, {
        patientId: id,
        caseId: found?.id ?? '',
        lead: found?.team.find(({ role }) => role === 'lead')?.account.email ?? '',
        team: found?.team.map(({ account }) => account.email) ?? [],
        intakeId: intake?.id ?? '',
      })
    }
    return places
  } finally {
    await db.$disconnect()
  }
}

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
