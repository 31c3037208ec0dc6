import { newId } from '#lib/ids.ts'
import type { PrismaClient } from '#prisma/generated/client.ts'
import { day } from './base.ts'

/** An alert with a past, and a number of the case's own; every text a canary. */
export async function createAlertRecord(p: {
  db: PrismaClient
  of: { clinicId: string; patientId: string; caseId: string }
  by: string
  canary: string
  now: Date
}): Promise<string> {
  const { db, of, by, canary, now } = p
  const id = newId()
  await db.alert.create({
    data: {
      ...of,
      id,
      alertId: 'al_flare',
      severity: 'watch',
      ruleSetVersion: 1,
      rule: canary,
      inputs: { note: canary },
      openedAt: day(now, 3),
      acknowledgedAt: day(now, 2),
      acknowledgedById: by,
      acknowledgement: canary,
    },
  })
  const event = { ...of, alertRowId: id, severity: 'watch' as const }
  await db.alertEvent.createMany({
    data: [
      {
        ...event,
        kind: 'opened',
        at: day(now, 3),
        rule: canary,
        inputs: { note: canary },
        ruleSetVersion: 1,
      },
      { ...event, kind: 'acknowledged', at: day(now, 2), byId: by, text: canary },
    ],
  })
  const closed = newId()
  await db.alert.create({
    data: {
      ...of,
      id: closed,
      alertId: 'al_plateau',
      severity: 'watch',
      ruleSetVersion: 1,
      inputs: { note: canary },
      openedAt: day(now, 40),
      closedAt: day(now, 30),
      closedById: by,
      outcome: canary,
    },
  })
  await db.alertEvent.create({
    data: {
      ...event,
      alertRowId: closed,
      kind: 'resolved',
      at: day(now, 30),
      byId: by,
      text: canary,
    },
  })
  await db.ruleLimit.create({
    data: { ...of, limitId: 'no_log_watch', value: 7, note: canary, byId: by, at: day(now, 5) },
  })
  return id
}
