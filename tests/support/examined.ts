import { ownerClient } from './world.ts'

const both = (id: string, value: unknown) => ({ [`${id}_left`]: value, [`${id}_right`]: value })

/** What has to be found before a program may begin (clinical/assessment.md 9). */
export const minimum = (): Record<string, unknown> => ({
  obs_walk: 'normal',
  ...both('test_sweep_grade', 'zero'),
  ...both('rom_knee_flexion_deg', [140]),
  ...both('rom_knee_extension_deficit_deg', [0]),
  ...both('palp_patellar_facets', 'normal'),
  ...both('test_squat_pain', 'normal'),
  ...both('test_lachman', 'normal'),
  ...both('test_valgus_30', 'normal'),
  ...both('test_varus_30', 'normal'),
  ...both('rom_hip_ir_deg', [36]),
  func_sts30: 30,
  red_flags_reviewed: 'yes',
})

/** Lets a case be examined and signed by whoever opened it, so that its program may begin. */
export async function examinedInFull(ownerUrl: string, caseId: string): Promise<void> {
  const db = ownerClient(ownerUrl)
  try {
    const { clinicId, patientId, openedById, side } = await db.case.findUniqueOrThrow({
      where: { id: caseId },
    })
    const now = new Date()
    const indexSide = side === 'both' ? 'equal' : side
    const context = { affected: side, indexSide, ageYears: 40, sex: null, weightKg: null }
    const findings = { raw: minimum(), context } as object
    await db.assessment.create({
      data: { clinicId, patientId, caseId, on: now, findings, byId: openedById, signedAt: now },
    })
  } finally {
    await db.$disconnect()
  }
}
