import type { Row } from '../asked.ts'

/**
 * A read that asks who is asking. `directory`: a page on which staff see who is treated in their clinic (names, accounts,
 * events), `triage`: one on which physios see what waits. `hidden`: of one case, so that a stranger gets no answer at all.
 * `shows`: what its reader finds there if no canary.
 */
export type ReadRow = Row & { directory?: true; triage?: true; hidden?: true; shows?: RegExp }

/** What the queries of a domain read, by `domain#function`. */
export type Reads = {
  readonly reads: Readonly<Record<string, ReadRow>>
  /** What does not ask who is asking, with what does on its behalf; each named read has a row. */
  readonly internal: Readonly<Record<string, string>>
  /** Conditions and fragments that read nothing by themselves, and what the server's own work knows of clinics. */
  readonly fragments?: readonly string[]
  /** Nobody is signed in yet: the secret of a link is the whole question. tests/integration/intake and accounts try those. */
  readonly bySecret?: readonly string[]
}

export const now = { args: (of) => [of.now], by: 'lead' } satisfies Row
export const ofCase = {
  args: (of) => [of.caseId, of.now],
  by: 'lead',
  hidden: true,
} satisfies ReadRow
