import type { Tx } from './as-actor.ts'

/**
 * What two transactions do one after the other, with the number of its lock in PostgreSQL. The same key under another number is
 * another lock; numbers stand twice where the keys cannot be the same.
 */
const turns = {
  /** Failed sign-ins, by account and by address. */
  signIn: 0,
  /** What a patient asks about her record. */
  recordRequest: 0,
  /** One physio's look into a record of a team that is not hers. */
  glass: 1,
  /** The flags of a case, or of a form or patient without one. */
  flags: 7,
  /** What is worked out about a case, factors and alerts, and who is on its team. */
  case: 11,
  /** What the patient is given to read about her factors. */
  releases: 12,
  /** What discharge asks. */
  discharge: 13,
  /** The numbers of the rules, of a clinic and of its cases. */
  limit: 13,
  /** The review forms of a case. */
  reviewForms: 14,
  /** The calls about overdue flags of a clinic. */
  calls: 14,
  /** What a patient agrees to. */
  consent: 15,
  /** Whether an account treats anybody: its roles and its suspension, and whoever puts it on a team. After the turns of cases. */
  account: 16,
  /** The morning of one day in a case, as the database has it (`one_morning_a_day`). */
  morning: 16,
} as const

/**
 * Waits until no other transaction has a turn at one of the keys, and keeps theirs until this one ends. Several are taken in the
 * same order by everybody, so that two never wait for each other.
 */
export const takeTurn = (tx: Tx, what: keyof typeof turns, ...keys: readonly string[]) => tx.$executeRaw`
  SELECT pg_advisory_xact_lock(hashtextextended(x.key, ${turns[what]}::bigint))
  FROM (SELECT key FROM unnest(${keys}::text[]) AS key ORDER BY 1) x`
