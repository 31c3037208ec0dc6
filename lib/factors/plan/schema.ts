import type { MissingView } from '#lib/factors/words/rules.ts'

export type BasisView = { label: string; value: string }

export type WeeksView = {
  situation: string
  lines: readonly string[]
  rule: string
  basis: BasisView[]
  missing: MissingView[]
}

/** The suggested plan for the screen: what, by which rule, and what is missing. */
export type PlanView = {
  /** When the findings were evaluated; null: they never were, and nothing is suggested. */
  atText: string | null
  /** By other rules or limits than those of today: to be evaluated again. */
  stale: 'rules' | 'limits' | null
  program: {
    id: string
    title: string
    row: number
    rule: string
    basis: BasisView[]
  } | null
  /** Why none is suggested, or what to heed. */
  note: string
  missing: MissingView[]
  /** Programs that would fit, by title, but run while a flag stops running. */
  held: string[]
  blocks: {
    id: string
    name: string
    /** Factors by name, or the answer that asks for it. */
    because: string
    exercises: string
  }[]
  running: {
    text: string
    blockId: string | null
    rule: string
    basis: BasisView[]
    missing: MissingView[]
    /** What limits the first runs of the program. */
    first: WeeksView | null
    /** Of who keeps running. */
    weeks: WeeksView | null
  }
}
