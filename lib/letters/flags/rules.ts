import { type Day, fullDayText } from '#lib/dates.ts'

/** A red flag as a letter tells it. */
export type FlagFacts = {
  readonly title: string
  readonly urgency: string
  readonly raisedOn: Day
  /** "Knee is swollen: yes" */
  readonly fired: readonly string[]
  readonly answer: string | null
  readonly settled: boolean
}

export type LetterFlag = FlagFacts & {
  readonly id: string
  /** What was told of it last: its newest answer, and whether it is settled or part of a graver flag. */
  readonly state: string
  /** A graver flag stands in its place. */
  readonly replaced: boolean
}

export const flagLine = ({ title, urgency, raisedOn, fired, answer, settled }: FlagFacts): string =>
  `${title} (${urgency.toLowerCase()}), ${fullDayText(raisedOn)}${settled ? ', settled' : ''}${
    fired.length > 0 ? `. Because of: ${fired.join('; ')}` : ''
  }${answer ? `. ${answer}` : '. Not answered yet'}`

/** A flag with its state, as a letter keeps it. */
export const flagKey = ({ id, state }: Pick<LetterFlag, 'id' | 'state'>): string => `${id} ${state}`

export type FlagNews = { readonly key: string; readonly how: string; readonly line: string }

/** What the flags say that was not told, each with how it came about: "raised", "changed", "replaced by a graver flag". */
export function flagNews(told: readonly string[], flags: readonly LetterFlag[]): FlagNews[] {
  const keys = new Set(told)
  const ids = new Set(told.map((key) => key.split(' ')[0]))
  return flags.flatMap((flag) => {
    const known = ids.has(flag.id)
    // What another flag replaced before it was told is told with that one.
    if (keys.has(flagKey(flag)) || (flag.replaced && !known)) return []
    const how = flag.replaced ? 'replaced by a graver flag' : known ? 'changed' : 'raised'
    return [{ key: flagKey(flag), how, line: flagLine(flag) }]
  })
}
