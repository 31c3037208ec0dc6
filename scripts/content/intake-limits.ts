/** Turns the words of the column "Limits / validation" into data. Throws on words that it does not know. */
import type { Limits, QuestionType } from '#lib/content/intake/types.ts'

const special: Record<string, Limits> = {
  '–': {},
  'must be `yes` to continue': { mustBe: 'yes' },
  '`no` does not stop the form; the clinic gets a task to call': {},
  'default `no`': {},
  'valid address; required for `preferred_contact = by_email`': {
    format: 'email',
    maxLength: 254,
    requiredWhen: { id: 'preferred_contact', is: 'by_email', rule: 'preferred_contact = by_email' },
  },
  '6–20 digits, `+` allowed': { format: 'phone' },
  '6–20 digits': { format: 'phone' },
  'from today to 3 years ahead': { withinYears: 3 },
  'at least 1': { minItems: 1 },
  'at least 1, at most 12; must include a zone on `affected_side` (one on each side when `both`)': {
    minItems: 1,
    maxItems: 12,
    affectedSide: true,
  },
  'must be in `pain_zones`, same side': { oneOfZones: 'pain_zones' },
  "must equal `full_name` ignoring case and spaces; below the clinic's `consent_age` it must equal `guardian_name` instead":
    { minLength: 1, maxLength: 120, signature: true },
  '`sudden_injury` expected when `rf_trauma = yes`; otherwise show a gentle check': {},
}

const range = /^(-?[0-9.]+)–([0-9.]+)(?: (km|cm|kg|characters))?$/

function limitsOf(part: string, isText: boolean): Limits {
  const bounds = range.exec(part)
  if (bounds) {
    const [low, high] = [Number(bounds[1]), Number(bounds[2])]
    if (isText) return { ...(low > 0 ? { minLength: low } : {}), maxLength: high }
    return { min: low, max: high, ...(bounds[3] ? { unit: bounds[3] } : {}) }
  }
  const atMost = /^<= `([a-z0-9_]+)`$/.exec(part)?.[1]
  if (atMost) return { atMost }
  const step = /^steps of ([0-9.]+)$/.exec(part)?.[1]
  if (step) return { step: Number(step) }
  // Asked again as a cross-check of section 18.2, which never blocks.
  if (/^[<>]= `[a-z0-9_]+` else confirm$/.test(part)) return {}
  if (part === '0 = at once') return {}
  throw new Error(`Limits not understood: ${part}`)
}

export function readLimits(text: string, type: QuestionType, answer: string): Limits {
  const orUnknown: Limits = /or `unknown`/.test(answer) ? { orUnknown: true } : {}
  if (text.startsWith('age 16–100')) return { age: { min: 16, max: 100 } }
  const known = special[text]
  if (known) return { ...known, ...orUnknown }
  const isText = type === 'text' || type === 'long_text'
  const parts = text.split(/[,;] /).map((part) => limitsOf(part, isText))
  return Object.assign({}, ...parts, orUnknown)
}
