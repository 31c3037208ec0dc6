/** What a form posts, brought to the names and units of the questions. */
import type { Question, Section } from '#lib/content/intake/questionnaire.ts'
import { typedDay } from '#lib/dates.ts'
import { cleaned } from '#lib/forms/cleaned.ts'
import { KM_A_MILE, typedNumber } from '#lib/forms/typed.ts'
import { maxAnswerLength } from '#lib/intake/answers/schema.ts'
import { isDistance } from '#lib/intake/words/rules.ts'

/** By name, as the form was sent. */
export type Fields = Readonly<Record<string, string | string[]>>

/** What came in for the questions of one section, not yet checked. A key that is absent was not on the screen. */
export type Posted = Readonly<Record<string, unknown>>

const askedField = '__asked'

/** More fields than the largest section can have; a form with more was not made by us. */
const maxFields = 1000

/** Kilometers in a mile, kilograms in a pound. */
const metric = new Map<unknown, number>([
  ['mi', KM_A_MILE],
  ['lb', 0.45359237],
])

function toMetric(typed: unknown, unit: FormDataEntryValue | null): unknown {
  const factor = metric.get(unit)
  if (factor === undefined || typeof typed !== 'string') return typed
  const number = typedNumber(typed, false)
  return number === null ? typed : Math.round(number * factor * 100) / 100
}

function dateFromParts(form: FormData, id: string): string | null {
  const parts = ['year', 'month', 'day'].map((part) => form.get(`${id}__${part}`))
  if (!parts.every((part) => typeof part === 'string')) return null
  const [year = '', month = '', day = ''] = parts.map((part) => part.trim())
  if (year === '' && month === '' && day === '') return ''
  return typedDay(year, month, day)
}

function readField(question: Question, form: FormData): unknown {
  const { id } = question
  if (question.limits?.orUnknown && form.has(`${id}__unknown`)) return 'unknown'
  if (question.type === 'multi' || question.type === 'bodychart') return form.getAll(id)
  if (question.type === 'date' && !form.has(id)) return dateFromParts(form, id)
  const value = form.get(id)
  return toMetric(typeof value === 'string' ? cleaned(value) : value, form.get(`${id}__unit`))
}

/** The posted values of one section. Throws RangeError for a form of a size that no person sends. */
export function readForm(section: Section, form: FormData): Posted {
  let fields = 0
  for (const [name, value] of form.entries()) {
    fields += 1
    const tooLong = typeof value !== 'string' || value.length > maxAnswerLength * 2
    if (fields > maxFields || name.length > 100 || tooLong) throw new RangeError('The form is too large')
  }
  const asked = new Set(form.getAll(askedField))
  const present = (id: string) =>
    asked.has(id) || form.has(id) || form.has(`${id}__unknown`) || form.has(`${id}__year`)
  return Object.fromEntries(
    section.questions
      .filter((question) => present(question.id))
      .map((question) => [question.id, readField(question, form)]),
  )
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value

/** A place as the knee map names it (`left:zone_shin`) or as it is stored (`zone_shin:left`). */
function place(value: string): string {
  const [first = '', second = ''] = value.split(':')
  return second.startsWith('zone_') ? `${second}:${first}` : value
}

/** A stored distance as a field shows it in miles: rounded, so that the field sends along what it was made from. */
export const milesShown = ({ type }: Question, km: number): number =>
  type === 'decimal' ? Math.round((km / KM_A_MILE) * 100) / 100 : Math.round(km / KM_A_MILE)

/** The kilometers that a field of miles was made from, while it is as it was; else null. */
function untouched(question: Question, form: FormData): string | null {
  const was = form.get(`${question.id}__was`)
  const km = typeof was === 'string' ? typedNumber(was, false) : null
  const typed = typedNumber(String(form.get(question.id) ?? ''), false)
  return km !== null && typed === milesShown(question, km) ? `${km}` : null
}

function milesOf(question: Question, form: FormData, fallback: string | undefined): void {
  const unit = one(form.getAll(`${question.id}__unit`).map(String)) ?? fallback
  if (!isDistance(question) || unit !== 'mi') return
  const was = untouched(question, form)
  if (was !== null) {
    form.delete(`${question.id}__unit`)
    form.set(question.id, was)
    return
  }
  const miles = question.type === 'decimal' ? null : typedNumber(String(form.get(question.id) ?? ''), true)
  if (miles === null) {
    form.set(`${question.id}__unit`, 'mi')
    return
  }
  // Whole kilometres: the rounding that the decimals get would not be a whole number.
  form.delete(`${question.id}__unit`)
  form.set(question.id, `${Math.round(miles * KM_A_MILE)}`)
}

function placesOf(form: FormData): void {
  const chosen = form.getAll('pain_zones').map((value) => place(String(value)))
  const main = form.getAll('pain_zone_main').map((value) => place(String(value)))[0]
  form.delete('pain_zones')
  for (const zone of chosen) form.append('pain_zones', zone)
  // A spot whose place was taken back is gone with it, and of a single place there is nothing to ask.
  form.delete('pain_zone_main')
  if (main && chosen.includes(main)) form.set('pain_zone_main', main)
  else if (chosen.length === 1 && chosen[0]) form.set('pain_zone_main', chosen[0])
}

/** The posted values of a section; what the page names differently is brought to the names of lib/intake/forms. */
export function postedOf(section: Section, posted: Fields): Posted {
  const form = new FormData()
  for (const [name, value] of Object.entries(posted)) {
    const known = name.replace(/\.(day|month|year)$/, '__$1')
    for (const text of Array.isArray(value) ? value : [value]) form.append(known, text)
  }
  const fallback = one(posted.distance__unit)
  for (const question of section.questions) milesOf(question, form, fallback)
  if (section.questions.some((question) => question.id === 'pain_zone_main')) placesOf(form)
  return readForm(section, form)
}
