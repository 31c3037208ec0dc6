import { instruments } from '#lib/content/outcomes/instruments.ts'
import { psfsItems } from '#lib/content/outcomes/own.ts'
import type { Item, MeasureId } from '#lib/content/outcomes/types.ts'
import { addDays, type Day } from '#lib/dates.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { askedItems, scoreOf } from '#lib/outcomes/scoring/rules.ts'
import { at, type Record_ } from './course.ts'
import type { Story } from './people.ts'
import type { Random } from './random.ts'
import type { Rows } from './rows.ts'

export type OutcomesInput = {
  readonly rows: Rows
  readonly random: Random
  readonly of: Record_
  readonly story: Story
  readonly side: string
  readonly answers: Answers
  readonly kneecap: boolean
  readonly leadId: string
  /** Null when she has no account: then everything is asked in the visit. */
  readonly patientAccountId: string | null
  readonly openedOn: Day
  /** Activation of the program. */
  readonly from: Day
  readonly until: Day
  readonly closed: boolean
  readonly now: Date
}

/** How well somebody is at the start and in the end, as a part of the best score. */
const ends: Partial<Record<Story, readonly [number, number]>> = {
  improving: [0.62, 0.92],
  plateau: [0.6, 0.65],
  flare: [0.62, 0.78],
  silent: [0.6, 0.7],
  discharged: [0.62, 0.97],
  referred: [0.55, 0.52],
  on_hold: [0.6, 0.72],
}

/** The value of an item nearest to a part of its best. */
const nearest = (item: Item, part: number): number => {
  const [low, high] = [Math.min(...item.values), Math.max(...item.values)]
  const wanted = low + (high - low) * Math.min(1, Math.max(0, part))
  return item.values.reduce((best, value) =>
    Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best,
  )
}

/** Questionnaires over a course: the knee measure from paper, activities and change on the phone. */
export function writeOutcomes(input: OutcomesInput): void {
  const { rows, random, of, story, from, until, openedOn, now } = input
  const [start, end] = ends[story] ?? [0.6, 0.8]
  const knee: MeasureId = input.kneecap ? 'akps' : 'lefs'
  rows.add('OutcomeChoice', {
    id: random.id(at(openedOn, '08:45')),
    ...of,
    kneeMeasure: knee,
    byId: input.leadId,
    at: at(openedOn, '08:45'),
  })
  const activities = Object.fromEntries(
    psfsItems.flatMap((id) => {
      const text = input.answers[`${id}_activity`]
      return typeof text === 'string' && text ? [[id, text]] : []
    }),
  )
  const fill = (measure: MeasureId, on: Day, weeks: number) => {
    const moment = at(on, '15:30')
    if (moment > now) return
    const instrument = instruments[measure]
    const asked = askedItems(measure, measure === 'psfs' ? activities : {})
    const well = start + (end - start) * (1 - Math.exp(-weeks / 5))
    const items = Object.fromEntries(
      instrument.items.map((item) => {
        if (!asked.includes(item.id)) return [item.id, null]
        const noise = (random.next() - 0.5) * 0.16
        if (measure === 'groc') return [item.id, Math.round((well - start) * 14 + noise)]
        // In the weekly check more is worse.
        return [item.id, nearest(item, (measure === 'weekly_check' ? 1 - well : well) + noise)]
      }),
    )
    const self = measure !== knee && input.patientAccountId !== null
    const id = random.id(moment)
    const by = self ? input.patientAccountId : input.leadId
    rows.add('OutcomeMeasure', {
      id,
      ...of,
      measure,
      version: instrument.version,
      language: 'en',
      side: input.side,
      on,
      items,
      activities: measure === 'psfs' ? activities : {},
      ...scoreOf(instrument, items, [], asked),
      mode: self ? 'self' : measure === knee ? 'paper' : 'interview',
      packId: null,
      enteredById: by,
      onBehalf: !self,
      recordedAt: moment,
      supersedesId: null,
      supersededAt: null,
      withdrawnAt: null,
      withdrawReason: null,
    })
    const data = { measure, onBehalf: !self, missing: 0 }
    rows.add('AuditEvent', {
      id: random.id(moment),
      clinicId: of.clinicId,
      at: moment,
      accountId: by,
      actorKind: 'account',
      type: 'outcome.recorded',
      patientId: of.patientId,
      caseId: of.caseId,
      subjectId: id,
      data,
    })
  }
  fill(knee, openedOn, 0)
  for (let week = 1; addDays(from, 7 * week + 3) <= until; week += 1) {
    const on = addDays(from, 7 * week + (week % 3))
    fill('weekly_check', on, week)
    if (week !== 3 && week % 6 !== 0) continue
    fill('psfs', on, week)
    fill('groc', on, week)
    if (week !== 3) fill(knee, on, week)
  }
  if (!input.closed || story !== 'discharged') return
  for (const measure of ['psfs', 'groc', knee] as const) fill(measure, until, 24)
}
