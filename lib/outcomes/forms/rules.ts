import { kneeAmong } from '#lib/cases/own/rules.ts'
import type { Treatment } from '#lib/cases/own/schema.ts'
import { instruments } from '#lib/content/outcomes/instruments.ts'
import { patientTitles } from '#lib/content/outcomes/titles.ts'
import type { MeasureId } from '#lib/content/outcomes/types.ts'
import { addDays, type Day, dayText, fullDayText, nearDayText } from '#lib/dates.ts'
import { inOrder } from '../changes/rules.ts'
import { begunOn } from '../course/rules.ts'
import type { ItemText } from '../packs/schema.ts'
import type { OutcomeRecord, PackRef } from '../record/schema.ts'
import { DAYS_TO_COMPLETE, mayComplete, openOccasions, weeklyCheckDue } from '../schedule/rules.ts'
import type { Administration } from '../schema.ts'
import { askedItems } from '../scoring/rules.ts'
import { signed } from '../words/rules.ts'
import type { DueForm, FormView, OwnForms, Question, SentForm } from './schema.ts'

/** Packs of an instrument, by language. */
const packsOf = (record: OutcomeRecord, measure: MeasureId): PackRef[] =>
  record.packs.filter((pack) => pack.measure === measure)

/** The pack in the language asked for, else the first there is. */
export const packIn = (
  record: OutcomeRecord,
  measure: MeasureId,
  language: string | null,
): PackRef | null => {
  const packs = packsOf(record, measure)
  return packs.find((pack) => pack.language === language) ?? packs[0] ?? null
}

const bySelf = (record: OutcomeRecord, id: string): boolean => {
  const origin = record.origins.get(id)
  return origin?.kind === 'entry' && origin.mode === 'self'
}

/** The form that a patient left unfinished and goes on with. What staff typed in from paper in part, they complete. */
export const unfinished = (record: OutcomeRecord, measure: MeasureId): Administration | null =>
  inOrder(record.input.administrations)
    .filter((a) => a.measure === measure && bySelf(record, a.id) && mayComplete(a, record.today))
    .at(-1) ?? null

/** Whether a patient can fill it: our own wording, or a pack; `psfs` needs the activities that she named. */
const canFill = (record: OutcomeRecord, measure: MeasureId): boolean =>
  askedItems(measure, record.activities).length > 0 &&
  (instruments[measure].texts === 'own' || packsOf(record, measure).length > 0)

type Wanted = { measure: MeasureId; dueOn: Day }

/** What a patient is asked for today, each measure once, the longest due first. */
export function wantedForms(record: OutcomeRecord): Wanted[] {
  const { timeline, chosen, administrations } = record.input
  const { today } = record
  const check = weeklyCheckDue(timeline, administrations)
  const open = openOccasions(timeline, chosen, administrations, today)
  const wanted: Wanted[] = [
    ...open,
    ...(check !== null && check <= today ? [{ measure: 'weekly_check' as const, dueOn: check }] : []),
  ]
  return wanted
    .filter(({ measure }, at) => wanted.findIndex((other) => other.measure === measure) === at)
    .filter(({ measure }) => canFill(record, measure))
    .map(({ measure, dueOn }) => ({ measure, dueOn }))
}

function dueText(dueOn: Day, today: Day): string {
  if (dueOn === today) return 'Today'
  return dueOn < today ? `Since ${dayText(dueOn, today)}` : `By ${nearDayText(dueOn, today)}`
}

/** The last day for adding what is missing in a form of that day. */
const lastDayText = (record: OutcomeRecord, on: Day) => dayText(addDays(on, DAYS_TO_COMPLETE), record.today)

const hrefOf = (record: OutcomeRecord, measure: MeasureId) => `/my/forms/${measure}?case=${record.caseId}`

/** A form that was sent. What has a score is not asked for again, so the way to what is missing is here. */
export function sentOf(record: OutcomeRecord, { id, measure, on, missing }: Administration): SentForm {
  const open = unfinished(record, measure)?.id === id && canFill(record, measure)
  return {
    id,
    on,
    title: patientTitles[measure].title,
    dayText: nearDayText(on, record.today),
    changed: null,
    takenBack: null,
    open: open ? { missing, untilText: lastDayText(record, on), href: hrefOf(record, measure) } : null,
  }
}

/** So long she reads what she sent. */
export const DAYS_SHOWN = 42

/** The forms of a patient's `treatments`: what is due, and what she sent in the last 6 weeks. */
export function ownFormsOf(records: readonly OutcomeRecord[], treatments: readonly Treatment[]): OwnForms {
  return {
    cases: records.map((record) => {
      const { caseId, today } = record
      const wanted = wantedForms(record)
      const begun = new Set(wanted.map(({ measure }) => unfinished(record, measure)?.id))
      const due = wanted.map(
        ({ measure, dueOn }): DueForm => ({
          measure,
          title: patientTitles[measure].title,
          text: dueText(dueOn, today),
          questions: askedItems(measure, record.activities).length,
          begun: unfinished(record, measure) !== null,
          href: hrefOf(record, measure),
        }),
      )
      const sent = inOrder(record.input.administrations)
        .filter(({ id, on }) => bySelf(record, id) && !begun.has(id) && on >= addDays(today, -DAYS_SHOWN))
        .reverse()
        .map((one) => sentOf(record, one))
      return { caseId, knee: kneeAmong(treatments, caseId), due, sent }
    }),
  }
}

const startUpper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const plain = (value: number) => ({ value: `${value}`, label: `${value}`.replace('-', '−') })
/** On a scale that runs both ways every number has its sign. */
const signedValue = (value: number) => ({ value: `${value}`, label: signed(value, 0) })

/** The questions of a form: our own words, those of a pack, or just themes and points for scores on paper. */
export function questionsOf(
  record: OutcomeRecord,
  measure: MeasureId,
  texts: readonly ItemText[] | null,
): Question[] {
  const { timeline } = record.input
  const start = fullDayText(begunOn(timeline) ?? timeline.reopenedOn ?? timeline.openedOn)
  const asked = new Set(askedItems(measure, record.activities))
  return instruments[measure].items.flatMap((item, at): Question[] => {
    if (!asked.has(item.id)) return []
    const words = texts?.[at]
    const activity = record.activities[item.id]
    if (item.own) {
      const text = activity ?? item.own.text.replace('{start_date}', start)
      const label = item.values.some((value) => value < 0) ? signedValue : plain
      return [{ id: item.id, text, ends: [item.own.low, item.own.high], choices: item.values.map(label) }]
    }
    const choices = item.values.map((value, index) => ({
      ...plain(value),
      ...labelled(words?.options[index]),
    }))
    return [{ id: item.id, text: words?.text ?? `${at + 1}. ${startUpper(item.theme)}`, ends: null, choices }]
  })
}

const labelled = (label: string | undefined) => (label === undefined ? {} : { label })

/** A form to fill, with what its unfinished predecessor says. */
export function formOf(
  record: OutcomeRecord,
  measure: MeasureId,
  pack: PackRef | null,
  texts: readonly ItemText[] | null,
  knee: string | null = null,
): FormView {
  const before = unfinished(record, measure)
  const values = Object.entries(before?.items ?? {}).flatMap(([id, value]) =>
    value === null ? [] : [[id, `${value}`] as const],
  )
  return {
    caseId: record.caseId,
    today: record.today,
    knee,
    measure,
    ...patientTitles[measure],
    questions: questionsOf(record, measure, texts),
    packId: pack?.id ?? null,
    language: pack?.language ?? 'en',
    languages: packsOf(record, measure).map(({ language }) => language),
    supersedes: before?.id ?? null,
    values: Object.fromEntries(values),
    untilText: before ? lastDayText(record, before.on) : null,
  }
}
