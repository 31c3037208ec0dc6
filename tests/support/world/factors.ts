import { worded } from '#lib/factors/releases/rules.ts'
import { adviceById } from '#lib/factors/sentences/rules.ts'
import { newId } from '#lib/ids.ts'
import type { PrismaClient } from '#prisma/generated/client.ts'

/** As the page of a clinic of the world shows whom to call. */
const numbers = { emergencyNumber: '144', outOfHoursPhone: '+41 44 000 00 02' }
export const seekHelpSeen = worded('adv_seek_help', adviceById('adv_seek_help')?.text ?? null, numbers).seen

/** What the team reads of it is a canary that the patient must never see; what was given to her is hers. */
export async function createFactors(p: {
  db: PrismaClient
  of: { clinicId: string; patientId: string; caseId: string }
  by: string
  canary: string
}): Promise<{ evaluationId: string; releaseId: string }> {
  const { db, of, by, canary } = p
  const unseen = `${canary}-DRAFT`
  const rule = 'strength_days = 0'
  const basis = [{ id: 'strength_days', value: unseen }]
  const evaluation = await db.factorEvaluation.create({
    data: {
      ...of,
      byId: by,
      ruleSetVersion: 1,
      inputs: {
        strength_days: { value: unseen, from: { kind: 'intake', sourceId: null, on: '2026-01-02' } },
      },
      results: {
        factors: [
          {
            id: 'fac_no_strength',
            group: 'grp_muscle',
            status: 'possible',
            level: 1,
            evidence: 'weak',
            points: 2,
            side: null,
            basis,
            missing: [],
            mayBeHigher: [],
            levels: [{ level: 1, rule, result: 'T', side: null }],
          },
        ],
        patterns: [
          {
            id: 'pat_pfp',
            status: 'consider',
            score: 6,
            threshold: 5,
            side: 'left',
            points: [{ points: 2, rule: 'pfj_load_count >= 2', result: 'T', basis }],
            missing: ['pfp_cluster'],
          },
        ],
      },
    },
  })
  const answer = { ...of, byId: by, evaluationId: evaluation.id, factorId: 'fac_no_strength', level: 1 }
  await db.factorResponse.create({
    data: { ...answer, id: newId(), kind: 'confirmed', text: unseen },
  })
  const release = await db.factorRelease.create({
    data: {
      ...of,
      kind: 'explanation',
      itemId: 'fac_no_strength',
      text: canary,
      heldByBlock: false,
      position: 0,
      releasedById: by,
    },
  })
  return { evaluationId: evaluation.id, releaseId: release.id }
}
