import { ownerClient } from './world.ts'

/** Where the people of the demo clinic are found: their record, their case with who leads it, and their form. */
export type DemoPlace = { patientId: string; caseId: string; lead: string; intakeId: string }

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
            where: { role: 'lead', removedAt: null },
            select: { account: { select: { email: true } } },
          },
        },
      })
      const intake = await db.intake.findFirst({ where: { patientId: id }, select: { id: true } })
      places.set(fullName, {
        patientId: id,
        caseId: found?.id ?? '',
        lead: found?.team[0]?.account.email ?? '',
        intakeId: intake?.id ?? '',
      })
    }
    return places
  } finally {
    await db.$disconnect()
  }
}
