import { beforeAll, describe, expect, it } from 'vitest'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { newId } from '#lib/ids.ts'
import { recordReviewForm } from '#lib/intake/review-form/commands.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { morningInput } from '#lib/tracking/pain-scores/schema.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { testDatabase } from '#tests/support/database.ts'
import { calmSafety } from '#tests/support/review-answers.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const db = ownerClient(ownerUrl)
let world: World
beforeAll(async () => {
  world = await createWorld(ownerUrl)
  return () => db.$disconnect()
})

const me = () => world.one.a
const overview = () => caseOverview(world.one.physioA, me().caseId, new Date())
const card = async (flagId: string) => {
  const { flags } = await overview()
  const found = flags.find((flag) => flag.flagId === flagId)
  if (!found) throw new Error(`${flagId} has no card`)
  return found.why.flatMap((line) => (line.kind === 'condition' ? [line] : []))
}
const ask = (answers: Record<string, string | string[]>) =>
  recordReviewForm(world.one.physioA, {
    id: newId(),
    caseId: me().caseId,
    part: 'safety',
    posted: { ...calmSafety(), ...answers },
  })

describe('the card of a flag', () => {
  it('of a later form has the answers of that form, met or not, and keeps them when the next one says otherwise', async () => {
    await ask({ rf_night_pain: 'wakes_constant', rf_weight_loss: 'yes', rf_cancer_history: 'yes' })
    await ask({})
    const why = await card('flag_malignancy')
    const answers = (word: RegExp) => why.filter(({ label }) => word.test(label)).map(({ answer }) => answer)
    expect(answers(/weight/i)).toEqual(['Yes'])
    expect(answers(/cancer/i)[0]).toBe('Yes')
  })

  it('has the rules that raised it, whatever they say since, and those of today where it has none', async () => {
    const raised = async () => {
      const { flags } = await overview()
      return flags.find(({ flagId }) => flagId === 'flag_malignancy')
    }
    const before = await raised()
    const where = { id: before?.id ?? '' }
    const { traces } = await db.redFlag.findUniqueOrThrow({ where })
    expect(traces).toMatchObject([{ rule: before?.rule, result: 'T' }])
    const set = async (next: object | null) => {
      await db.$executeRaw`ALTER TABLE "RedFlag" DISABLE TRIGGER kept`
      await db.redFlag.update({ where, data: { traces: next ?? Prisma.DbNull } })
      await db.$executeRaw`ALTER TABLE "RedFlag" ENABLE TRIGGER kept`
    }
    await set((traces as object[]).map((one) => ({ ...one, rule: 'rf_of_then = yes' })))
    expect(await raised()).toMatchObject({ rule: 'rf_of_then = yes', why: before?.why })
    await expect(db.redFlag.update({ where, data: { traces: [] } })).rejects.toThrow()
    await set(null)
    expect(await raised()).toMatchObject({ rule: before?.rule, why: before?.why })
  })

  it('of an injury that a log tells of names what fired it, and calls nothing that is answered unanswered', async () => {
    const injury = {
      rf_trauma_days: '0',
      rf_pop: 'yes',
      rf_swelling_onset: 'within_2h',
      rf_deformity: 'yes',
      rf_weight_bearing_initial: 'no',
      rf_weight_bearing_now: 'cannot',
      rf_bend_90: 'no',
    }
    const log = { id: newId(), caseId: me().caseId, score: '2', swelling: 'none', log_safety: 'new_injury' }
    await recordMorning(me().actor, morningInput.parse({ ...log, ...injury }))
    for (const flagId of [
      ...['flag_fracture_ottawa', 'flag_haemarthrosis', 'flag_ligament_instability'],
      ...['flag_dislocation_deformity', 'flag_cannot_weight_bear'],
    ]) {
      const why = await card(flagId)
      expect(why.filter(({ state }) => state === 'met')).not.toEqual([])
      expect(why.filter(({ label }) => label.startsWith('Since the last entry'))).toEqual([])
    }
    expect(await card('flag_dislocation_deformity')).toMatchObject([{ state: 'met', answer: 'Yes' }])
  })
})

describe('what the newest answers leave undecided', () => {
  /** A form before a review, sent at that hour. */
  const sent = async (hour: number, answers: object) => {
    const of = { clinicId: world.one.clinicId, patientId: me().patientId }
    const [intakeId, submittedAt] = [newId(), new Date(Date.now() + hour * 3_600_000)]
    await db.intake.create({
      data: { ...of, id: intakeId, caseId: me().caseId, kind: 'review_form', status: 'draft', submittedAt },
    })
    await db.intakeAnswers.create({ data: { ...of, intakeId, answers } })
  }
  const energy = async () => (await overview()).notAssessed.find(({ flagId }) => flagId === 'flag_reds')

  it('stands in the case with the page that asks it, until it is answered', async () => {
    const known = {
      sex_at_birth: 'female',
      date_of_birth: '1995-02-03',
      medical_conditions: ['none'],
      energy_low: 'no',
      diet_restrict: 'no',
      rf_weight_loss: 'no',
    }
    await sent(1, { ...known, periods_status: 'prefer_not_to_say' })
    expect((await energy())?.missing).toMatchObject([
      { id: 'periods_status', href: `/cases/${me().caseId}/review-form` },
    ])
    await sent(2, { ...known, periods_status: 'regular' })
    expect(await energy()).toBeUndefined()
  })
})
