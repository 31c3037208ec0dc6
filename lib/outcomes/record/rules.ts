import { reopenedOn } from '#lib/cases/status/rules.ts'
import { instruments, isMeasureId } from '#lib/content/outcomes/instruments.ts'
import { psfsItems } from '#lib/content/outcomes/own.ts'
import { type KneeMeasure, kneeMeasures, measureIds } from '#lib/content/outcomes/types.ts'
import { type Day, dayIn } from '#lib/dates.ts'
import { pausedSpans } from '#lib/programs/active/rules.ts'
import type { Administration, Chosen, ItemValues, PainCourse, Scores } from '../schema.ts'
import { askedItems, scoreOf } from '../scoring/rules.ts'
import type { Origin, OutcomeRecord, PackRef, StoredMode } from './schema.ts'

/** What the statement of queries.ts says about one case. */
export type RecordRow = {
  caseId: string
  patientId: string
  side: OutcomeRecord['side']
  status: OutcomeRecord['status']
  zone: string
  openedOn: Day
  closedOn: Day | null
  /** Of its status, the oldest first; null of a case that never changed. */
  changes: [to: string, on: Day][] | null
  activatedOn: Day | null
  paused: boolean
  /** Pauses of the program, in the order of time; null of one that was never paused. */
  events: { kind: string; day: Day }[] | null
  knee: { measure: string; on: Day } | null
  entries:
    | {
        id: string
        measure: string
        on: Day
        items: Record<string, number | null>
        activities: Record<string, string>
        scores: Scores
        missing: number
        mode: StoredMode
        by: string | null
        language: string
        onBehalf: boolean
        packId: string | null
      }[]
    | null
  packs: { id: string; measure: string; language: string; options: string[] }[] | null
  /** Oldest first; the first is the intake. */
  forms: { id: string; on: Day; answers: Record<string, unknown> | null }[] | null
  pain: [Day, number][] | null
}

const numberIn = (answers: Record<string, unknown>, id: string): number | null => {
  const value = answers[id]
  return typeof value === 'number' ? value : null
}

const isKnee = (id: string): id is KneeMeasure => (kneeMeasures as readonly string[]).includes(id)

type Form = { id: string; on: Day; answers: Record<string, unknown> }

/** The activities as they were first named; a review form asks for their scores alone. */
function activitiesOf(forms: readonly Form[]): Record<string, string> {
  const named = psfsItems.flatMap((id) => {
    const texts = forms.map(({ answers }) => answers[`${id}_activity`])
    const text = texts.find((value) => typeof value === 'string' && value.trim() !== '')
    return typeof text === 'string' ? [[id, text.trim()] as const] : []
  })
  return Object.fromEntries(named)
}

/** The activities that a form scored, as an administration of `psfs`; null when it scored none. */
function psfsOf(form: Form, activities: Record<string, string>): Administration | null {
  const items: ItemValues = Object.fromEntries(
    psfsItems.map((id) => [id, numberIn(form.answers, `${id}_score`)]),
  )
  const asked = askedItems('psfs', activities)
  const scored = scoreOf(instruments.psfs, items, [], asked)
  if (typeof scored.scores.psfs !== 'number') return null
  return { id: form.id, measure: 'psfs', on: form.on, items, activities, ...scored }
}

/** The worst pain that a form told, as an administration of `nprs`. */
function nprsOf({ id, on, answers }: Form): Administration[] {
  const worst = numberIn(answers, 'nprs_worst_7d')
  const items = { nprs_worst_7d: worst }
  const { nprs } = instruments
  return worst === null ? [] : [{ id, measure: 'nprs', on, items, activities: {}, ...scoreOf(nprs, items) }]
}

/** What the forms of a case, oldest first, scored of the activities that they named. */
export function formScores(forms: readonly Form[], activities = activitiesOf(forms)): Administration[] {
  return forms.flatMap((form) => psfsOf(form, activities) ?? [])
}

function painCourseOf(
  row: RecordRow,
  forms: readonly Form[],
  entered: readonly Administration[],
): PainCourse {
  const [intake, ...later] = forms
  const worst = (form: Form) => {
    const value = numberIn(form.answers, 'nprs_worst_7d')
    return value === null ? [] : [{ on: form.on, worst: value }]
  }
  const [first] = intake ? worst(intake) : []
  const asked = entered.flatMap(({ measure, on, scores }) =>
    measure === 'nprs' && typeof scores.nprs === 'number' ? [{ on, worst: scores.nprs }] : [],
  )
  return {
    daily: new Map(row.pain ?? []),
    intake: first ?? null,
    forms: [...later.flatMap(worst), ...asked],
  }
}

/** What a case says about its outcome measures. `now`: for the day in the patient's zone. */
export function recordOf(row: RecordRow, now: Date): OutcomeRecord {
  const forms = (row.forms ?? []).map((form) => ({ ...form, answers: form.answers ?? {} }))
  const activities = activitiesOf(forms)
  const entered = (row.entries ?? []).flatMap((entry) => {
    const { id, measure, on, items, activities: named, scores, missing } = entry
    return isMeasureId(measure) ? [{ id, measure, on, items, activities: named, scores, missing }] : []
  })
  const asForms = [...formScores(forms, activities), ...forms.flatMap(nprsOf)]
  const packs = (row.packs ?? []).flatMap(({ measure, ...pack }): PackRef[] =>
    isMeasureId(measure) ? [{ ...pack, measure }] : [],
  )
  const has = (id: string) => packs.some(({ measure }) => measure === id)
  // Everybody who says how she runs, or that she had to stop, is a runner.
  const runs = forms.some(({ answers }) => typeof answers.running_status === 'string')
  const knee = row.knee && isKnee(row.knee.measure) ? row.knee : null
  const chosen: Chosen = {
    knee: knee ? (knee.measure as KneeMeasure) : null,
    kneeSince: knee?.on ?? null,
    // For every runner, also where only paper can answer it: a phone leaves out what has no texts (forms/rules.ts).
    uwri: runs,
    ostrc: has('ostrc_o2'),
  }
  const { openedOn, closedOn, activatedOn, status } = row
  const paused = row.paused || status === 'on_hold'
  // Whether one still goes on is said by the program and the case themselves.
  const spans = (events: NonNullable<RecordRow['events']>, goesOn: boolean) =>
    pausedSpans(events).filter(({ to }) => to !== null || goesOn)
  const changes = row.changes ?? []
  const statuses = changes.map(([kind, day]) => ({ kind, day }))
  const pauses =
    closedOn === null
      ? [...spans(row.events ?? [], row.paused), ...spans(statuses, status === 'on_hold')]
      : []
  const timeline = {
    openedOn,
    activatedOn,
    paused,
    pauses,
    closedOn,
    discharged: status === 'discharged',
    reopenedOn: reopenedOn(changes),
  }
  const [first] = forms
  return {
    caseId: row.caseId,
    patientId: row.patientId,
    side: row.side,
    status,
    zone: row.zone,
    closedOn,
    today: dayIn(row.zone, now),
    input: {
      timeline,
      chosen,
      administrations: [...asForms, ...entered],
      pain: painCourseOf(row, forms, entered),
      onPaper: new Set(measureIds.filter((id) => instruments[id].texts === 'pack' && !has(id))),
    },
    packs,
    activities,
    origins: new Map<string, Origin>([
      ...asForms.map(({ id }) => [id, { kind: 'form' }] as const),
      ...(row.entries ?? []).map(
        ({ id, mode, by, language, onBehalf, packId }) =>
          [id, { kind: 'entry', mode, by, language, onBehalf, packId }] as const,
      ),
    ]),
    symptomWeeks: first ? numberIn(first.answers, 'symptom_weeks') : null,
  }
}
