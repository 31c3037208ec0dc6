import type { Frequency, TemplateDose, TemplateItem } from '#lib/content/programs/types.ts'
import { capitalized, plain } from './exercise-fields.ts'

/** The grammar of prescribed items (clinical/programmes.md section 1): text to data and back. */

const int = (text: string | undefined) => {
  if (!text || !/^\d+$/.test(text)) throw new Error(`Not a whole number: ${text}`)
  return Number(text)
}

function parseDoseText(text: string): TemplateDose {
  if (text === 'default') return { kind: 'default' }
  const match = text.match(/^(\d+) × ([\d.]+)(?: × (\d+))?(?: (s|min))?$/)
  if (!match) throw new Error(`Unknown dose "${text}"`)
  const [, sets, second, third, unit] = match
  if (third) {
    if (unit !== 's') throw new Error(`Unknown dose "${text}"`)
    return { kind: 'reps_hold', sets: int(sets), reps: int(second), holdSeconds: int(third) }
  }
  if (unit === 's') return { kind: 'hold', sets: int(sets), holdSeconds: int(second) }
  if (unit === 'min') return { kind: 'minutes', sets: int(sets), minutes: Number(second) }
  return { kind: 'reps', sets: int(sets), reps: int(second) }
}

function parseFrequency(text: string): Frequency {
  if (text === 'each run') return { kind: 'each_run' }
  const days = text.match(/^every (\d+) d$/)
  if (days) return { kind: 'every_days', days: int(days[1]) }
  const week = text.match(/^(\d+)(?:–(\d+))?\/wk$/)
  if (!week) throw new Error(`Unknown frequency "${text}"`)
  return { kind: 'weekly', min: int(week[1]), max: int(week[2] ?? week[1]) }
}

/** Reads one item. Throws an error that names what the grammar does not know. */
export function parseItem(text: string): TemplateItem {
  const match = text
    .trim()
    .match(/^((?:`ex_\w+`(?: or )?)+) ([^,]+), ([^,(]+?)((?:, [^,(]+?)*)(?: \(([^;)]*)\))?$/)
  if (!match) throw new Error(`Not an item: "${text}"`)
  const [, names = '', dose = '', frequency = '', extras = '', note] = match
  let fromWeek = 1
  let optional = false
  for (const extra of extras.split(', ').filter(Boolean)) {
    const week = extra.match(/^from week (\d+)$/)
    if (week) fromWeek = int(week[1])
    else if (extra === 'optional') optional = true
    else throw new Error(`Unknown "${extra}" in "${text}"`)
  }
  return {
    exerciseIds: names.split(' or ').map((name) => name.replaceAll('`', '')),
    dose: parseDoseText(dose),
    frequency: parseFrequency(frequency),
    fromWeek,
    untilWeek: null,
    optional,
    note: note ?? null,
  }
}

function doseSource(dose: TemplateDose): string {
  switch (dose.kind) {
    case 'default':
      return 'default'
    case 'reps':
      return `${dose.sets} × ${dose.reps}`
    case 'hold':
      return `${dose.sets} × ${dose.holdSeconds} s`
    case 'reps_hold':
      return `${dose.sets} × ${dose.reps} × ${dose.holdSeconds} s`
    case 'minutes':
      return `${dose.sets} × ${dose.minutes} min`
  }
}

function frequencySource(frequency: Frequency): string {
  switch (frequency.kind) {
    case 'each_run':
      return 'each run'
    case 'every_days':
      return `every ${frequency.days} d`
    case 'weekly':
      return frequency.min === frequency.max ? `${frequency.min}/wk` : `${frequency.min}–${frequency.max}/wk`
  }
}

/** The item in the words of the grammar again (`untilWeek` is ours and has none). */
export function itemSource(item: TemplateItem): string {
  const parts = [
    `${item.exerciseIds.map((id) => `\`${id}\``).join(' or ')} ${doseSource(item.dose)}`,
    frequencySource(item.frequency),
    ...(item.fromWeek > 1 ? [`from week ${item.fromWeek}`] : []),
    ...(item.optional ? ['optional'] : []),
  ]
  return parts.join(', ') + (item.note ? ` (${item.note})` : '')
}

/** All items of a cell; "–" has none. Throws when the items do not read back to the same text. */
export function parseItems(cell: string): TemplateItem[] {
  if (cell.trim() === '–') return []
  const items = cell.split('; ').map(parseItem)
  const again = items.map(itemSource).join('; ')
  if (again !== cell.trim()) throw new Error(`Items do not read back:\n${cell}\n${again}`)
  return items.map((item) => ({ ...item, note: item.note === null ? null : capitalized(plain(item.note)) }))
}
