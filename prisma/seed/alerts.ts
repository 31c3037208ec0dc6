import { ruleText } from '#lib/alerts/findings/rules.ts'
import { alertById } from '#lib/content/alerts/table.ts'
import { alertRuleSetVersion } from '#lib/content/alerts/version.ts'
import { addDays, type Day } from '#lib/dates.ts'
import { at, type CourseResult, type Record_ } from './course.ts'
import type { PatientInput } from './patients.ts'

function ruleOfAlert(alertId: string, severity: string): string {
  const level = alertById(alertId)?.levels.find((one) => one.severity === severity)
  return level ? ruleText(level.rule) : ''
}

/** What the course of a case set off: a run that was too long, days without an entry. */
export function writeAlerts(input: PatientInput, keys: Record_, course: CourseResult, last: Day): void {
  const { rows, random, person, nth } = input
  const alert = (alertId: string, severity: string, on: Day, sourceId: string | null, inputs: object) =>
    rows.add('Alert', {
      id: random.id(at(on, '18:00')),
      ...keys,
      alertId,
      severity,
      openedAt: at(on, '18:00'),
      sourceId,
      ruleSetVersion: alertRuleSetVersion,
      rule: ruleOfAlert(alertId, severity),
      inputs,
      ownerId: null,
      acknowledgedAt: null,
      acknowledgedById: null,
      acknowledgement: null,
      closedAt: null,
      closedById: null,
      outcome: null,
    })
  if (course.spikeOn) alert('al_session_spike', 'watch', course.spikeOn, course.spikeRunId, { run_km: 13.5 })
  if (person.story === 'silent') {
    const days = 10 + nth * 7
    alert(
      days >= 14 ? 'al_no_log_14' : 'al_no_log_7',
      days >= 14 ? 'act' : 'watch',
      addDays(last, days >= 14 ? 14 : 7),
      null,
      { ind_days_since_log: days },
    )
  }
}
