import { defaultLimits } from '#lib/content/limits/index.ts'
import { addDays, type Day } from '#lib/dates.ts'
import { evaluateFactors, groupsOf } from '#lib/factors/evaluation/rules.ts'
import { caseInputs, storedInputsOf, valuesOfInputs } from '#lib/factors/inputs/rules.ts'
import { givableTexts } from '#lib/factors/releases/rules.ts'
import type { FactorAnswer } from '#lib/factors/responses/rules.ts'
import type { FactorResponseKind } from '#lib/factors/responses/schema.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { at } from './course.ts'
import { randomFrom } from './random.ts'
import type { Rows } from './rows.ts'

type FactorSeed = {
  rows: Rows
  of: { clinicId: string; patientId: string; caseId: string }
  intakeId: string
  answers: Answers
  submittedOn: Day
  openedOn: Day
  /** The last day of the case that is over by now. */
  last: Day
  leadId: string
  /** The same number gives the same rows. */
  seed: number
  audit: (when: Date, type: string, more: { caseId: string; subjectId?: string; data?: object }) => void
}

const findings = [
  'Agrees with the training log we looked at together.',
  'Says so again at the visit.',
  '',
] as const

/**
 * The evaluation of the form that the case came out of; of most cases a few answers of the physio at the first visit, and
 * what she gave the patient to read. One case in five still waits for her.
 */
export function writeFactors(input: FactorSeed): void {
  const { rows, of, openedOn, leadId, audit } = input
  const random = randomFrom(input.seed)
  const form = { id: input.intakeId, kind: 'intake' as const, on: input.submittedOn, answers: input.answers }
  const inputs = caseInputs({
    forms: [form],
    assessments: [],
    today: input.submittedOn,
    limits: defaultLimits,
  })
  const evaluation = evaluateFactors(inputs.values)
  const stored = storedInputsOf(inputs)
  const opened = at(openedOn, '08:30')
  const evaluationId = random.id(opened)
  const { ruleSetVersion, ...results } = evaluation
  rows.add('FactorEvaluation', {
    id: evaluationId,
    ...of,
    at: opened,
    ruleSetVersion,
    inputs: stored,
    results,
    byId: leadId,
  })
  audit(opened, 'factors.evaluated', { caseId: of.caseId, subjectId: evaluationId, data: { changed: 0 } })
  const visit = addDays(openedOn, 2)
  if (input.seed % 5 === 4 || visit > input.last) return
  const found = groupsOf(evaluation.factors, defaultLimits).flatMap((group) =>
    group.factors.filter((factor) => (factor.level ?? 0) > 0),
  )
  const answers = new Map<string, FactorAnswer>()
  const answer = (factorId: string, level: number, kind: FactorResponseKind, text: string, time: string) => {
    const when = at(visit, time)
    const id = random.id(when)
    rows.add('FactorResponse', {
      id,
      ...of,
      evaluationId,
      factorId,
      kind,
      level,
      text,
      byId: leadId,
      at: when,
    })
    audit(when, 'factor.answered', { caseId: of.caseId, subjectId: id, data: { kind } })
    answers.set(factorId, { kind, level, by: '' })
  }
  found.slice(0, 3).forEach((factor, index) => {
    answer(factor.id, factor.level ?? 1, 'confirmed', findings[index] ?? '', `09:1${index}`)
  })
  const last = found.at(-1)
  if (found.length > 4 && last)
    answer(last.id, last.level ?? 1, 'dismissed', 'True, but not what limits her at the moment.', '09:15')
  if (input.seed % 3 === 0) answer('fac_crossover', 1, 'added', 'Seen on a short video from behind.', '09:18')
  const clinic = { emergencyNumber: '144', outOfHoursPhone: '+41 44 000 00 11' }
  const texts = givableTexts(evaluation, valuesOfInputs(stored), answers, clinic, {
    blocked: false,
    unit: 'km',
  })
  const given = texts.filter(({ text, itemId }) => text !== null && !itemId.startsWith('fac_crossover'))
  const when = at(visit, '09:25')
  for (const { kind, itemId, text, heldByBlock, position } of given.slice(0, 9))
    rows.add('FactorRelease', {
      id: random.id(when),
      ...of,
      kind,
      itemId,
      text,
      heldByBlock,
      position,
      releasedById: leadId,
      releasedAt: when,
      withdrawnById: null,
      withdrawnAt: null,
    })
  audit(when, 'factor.texts_given', { caseId: of.caseId, data: { texts: Math.min(9, given.length) } })
}
