import type { Actor } from '#lib/access/actor.ts'
import { ownCases, readableCases, teamCases } from '#lib/access/cases.ts'

/** Whose case a physio may write a program for: those of her care team. For tables of the record as `case: …`. */
export const prescribableCases = (actor: Actor) => teamCases(actor)

/** Whose programs staff may read, drafts included. */
export const readablePrograms = (actor: Actor, now: Date) => readableCases(actor, now)

/** What the patient may read: published versions of her own record, never a draft. */
export const ownPublishedVersions = (actor: Actor) => ({
  publishedAt: { not: null },
  program: { case: ownCases(actor) },
})
