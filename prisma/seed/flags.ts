import { clinicCalendar } from '#lib/clinic/hours/rules.ts'
import { ruleSetVersion } from '#lib/content/flags/version.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import type { Day } from '#lib/dates.ts'
import { evaluateFlags } from '#lib/flags/evaluation/rules.ts'
import { firedAnswers } from '#lib/flags/history/rules.ts'
import { flagTarget } from '#lib/flags/targets/rules.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import { at } from './course.ts'
import type { FilledIntake } from './intakes.ts'
import type { PatientInput } from './patients.ts'
import { zone } from './people.ts'

export type FlagsInput = FilledIntake & {
  readonly patientId: string
  readonly caseId: string | null
  readonly submittedOn: Day
  readonly openedOn: Day
}

/** What the rules find in the form; answered where there is a case. */
export function writeFlags(input: PatientInput, of: FlagsInput): void {
  const { rows, random, clinicId, person, leadId } = input
  const { patientId, caseId, intakeId, savedAt, openedOn, submittedOn } = of
  const calendar = clinicCalendar({ timeZone: zone, openingHours: {}, closedDays: [] })
  const values = intakeValues(of.answers, { today: submittedOn, limits: defaultLimits })
  const results = evaluateFlags(values, 'intake', defaultLimits)
  for (const result of results.filter(({ outcome }) => outcome === 'raised' || outcome === 'superseded')) {
    const flagRow = random.id(savedAt)
    const covered = result.outcome === 'superseded'
    const answered = caseId !== null && !covered
    const target = flagTarget(result.id, result.time, savedAt, calendar)
    rows.add('RedFlag', {
      id: flagRow,
      clinicId,
      patientId,
      intakeId,
      caseId,
      source: 'intake',
      sourceId: null,
      flagId: result.id,
      urgency: result.flag.urgency,
      block: result.flag.block,
      raisedAt: savedAt,
      dueAt: target.respondBy,
      appointmentBy: target.appointmentBy,
      callBack: target.callBack,
      ruleSetVersion,
      inputs: firedAnswers(result),
      answerChangedAt: null,
      supersededBy: covered ? result.supersededBy.join(' ') : null,
      supersededAt: covered ? savedAt : null,
      resolvedAt: answered ? at(openedOn, '08:40') : null,
      respondedAt: answered || person.story === 'intake_referred' ? (of.decidedAt ?? null) : null,
    })
    if (answered)
      rows.add('FlagResponse', {
        id: random.id(at(openedOn, '08:40')),
        clinicId,
        patientId,
        flagRowId: flagRow,
        kind: 'ruled_out',
        text: 'Asked and examined at the first visit: no sign of it.',
        byId: leadId,
        at: at(openedOn, '08:40'),
      })
  }
}
