import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { type Swelling, swellingWords } from '#lib/tracking/entries/schema.ts'
import type { Waiting } from '#public/offline/outbox.js'

const ofTen = (what: string) => (value: string) => `${what} ${value} of 10`

const words: Readonly<Record<string, (value: string, of: (name: string) => string) => string>> = {
  distance: (value, of) => `${value} ${of('unit')}`,
  minutes: (value) => `${value} min`,
  pain_during: ofTen('pain during it'),
  pain_after: ofTen('pain within an hour after it'),
  score: ofTen('pain'),
  swelling: (value) => swellingWords[value as Swelling] ?? '',
  log_safety: (value) => logSafetyOptions.find(({ id }) => id === value)?.label ?? '',
}

/** What an entry says that no form takes any more, for whoever reads it out on the phone; of a session the worst pain. */
export function typedWords({ fields }: Pick<Waiting, 'fields'>): string[] {
  const of = (wanted: string) => fields.find(([name]) => name === wanted)?.[1] ?? ''
  const said = fields.flatMap(([name, value]) => (value && words[name]?.(value, of)) || [])
  const pains = fields.filter(([name, value]) => /^items\..*\.(pain|after)$/.test(name) && value !== '')
  const worst = Math.max(...pains.map(([, value]) => Number(value)))
  return pains.length > 0 ? [...said, `worst pain ${worst} of 10`] : said
}
