import type { AccountActor } from '#lib/access/actor.ts'
import { newId } from '#lib/ids.ts'
import { type Base, day } from './base.ts'

export async function createProgram(
  p: Base & { patientId: string; caseId: string; canary: string; lead: AccountActor },
) {
  const { db, clinicId, patientId, caseId, canary, now, lead } = p
  const of = { clinicId, patientId, caseId }
  const programId = newId()
  await db.program.create({
    data: {
      ...of,
      id: programId,
      activatedOn: day(now, 20),
      phaseStartedOn: day(now, 20),
    },
  })
  const event = { ...of, programId, byId: lead.accountId }
  const key = 'prog_hip_focus_p1'
  await db.programEvent.createMany({
    data: [
      {
        ...event,
        kind: 'phase',
        on: day(now, 20),
        at: day(now, 20),
        phaseKey: key,
        phasePosition: 0,
        phaseStartedOn: day(now, 20),
      },
      { ...event, kind: 'paused', on: day(now, 16), at: day(now, 16), reason: canary },
      { ...event, kind: 'resumed', on: day(now, 15), at: day(now, 15) },
    ],
  })
  const version = async (number: number, publish: boolean) => {
    const versionId = newId()
    // Why it was published so is for the team, also of a published one.
    await db.programVersion.create({
      data: { ...of, id: versionId, programId, number, note: `${canary}-DRAFT`, createdById: lead.accountId },
    })
    const phaseId = newId()
    await db.programPhase.create({
      data: {
        ...of,
        id: phaseId,
        versionId,
        position: 0,
        key: 'prog_hip_focus_p1',
        name: canary,
        weeksMin: 3,
        weeksMax: 4,
        runLimit: 2,
        exLimit: 5,
        hopLimit: 2,
        amberOk: false,
        sessionsPerWeek: 3,
      },
    })
    const itemId = newId()
    await db.programItem.create({
      data: {
        ...of,
        id: itemId,
        phaseId,
        position: 0,
        key: 'clam',
        exerciseId: 'ex_hip_clam',
        sets: 3,
        reps: 15,
        sides: 'each',
        days: ['mon', 'wed', 'fri'],
        // A draft's note must stay unseen by the patient; a published one is for her.
        note: publish ? canary : `${canary}-DRAFT`,
      },
    })
    if (publish) {
      await db.programVersion.update({
        where: { id: versionId },
        data: { publishedAt: day(now, 20), publishedById: lead.accountId, startsOn: day(now, 20) },
      })
    }
    return { versionId, itemId }
  }
  const published = await version(1, true)
  const draft = await version(2, false)
  return {
    programId,
    publishedVersionId: published.versionId,
    draftVersionId: draft.versionId,
    itemId: published.itemId,
  }
}
