import { createHash } from 'node:crypto'
import { newId } from '#lib/ids.ts'
import { flagKey } from '#lib/letters/flags/rules.ts'
import type { PrismaClient } from '#prisma/generated/client.ts'
import { day } from './base.ts'

/** A draft, and a signed letter with its file and a sending; what she said meanwhile of a consent. */
export async function createLetters(p: {
  db: PrismaClient
  of: { clinicId: string; patientId: string; caseId: string }
  by: string
  canary: string
  now: Date
}): Promise<{ letterId: string; openLetterId: string }> {
  const { db, of, by, canary, now } = p
  const body = { reason: canary, history: canary, findings: canary, question: canary, plan: canary }
  const letter = { ...of, byId: by, recipient: canary, body }
  const answers = await db.flagResponse.findMany({ where: { patientId: of.patientId } })
  const flagsTold = answers.map(({ id, flagRowId }) => flagKey({ id: flagRowId, state: `open ${id}` }))
  const open = await db.letter.create({ data: { ...letter, kind: 'progress_report', flagsTold } })
  const signed = await db.letter.create({
    data: {
      ...letter,
      kind: 'referral',
      on: day(now, 5),
      recipientKind: 'orthopaedic',
      signedById: by,
      signedAt: day(now, 5),
    },
  })
  const pdf = Buffer.from(`%PDF-1.7 ${`${canary} `.repeat(9)}`.padEnd(200))
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  await db.letterFile.create({ data: { ...of, letterId: signed.id, pdf, sha256 } })
  await db.consentChange.create({
    data: { ...of, question: 'consent_research', answer: 'yes', note: canary, byId: by, at: day(now, 4) },
  })
  await db.letterSending.create({
    data: { ...of, id: newId(), letterId: signed.id, to: canary, how: 'post', on: day(now, 4), byId: by },
  })
  return { letterId: signed.id, openLetterId: open.id }
}
