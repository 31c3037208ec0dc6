import type { Actor } from '#lib/access/actor.ts'
import { asActor, onSafetyDuty, sqlState, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'

type Work = (tx: Tx) => Promise<number | { count: number }>

/** What rows changed past the application: how many, none also when PostgreSQL refused. Faults of another kind are thrown. */
export async function changed(actor: Actor, work: Work): Promise<number> {
  try {
    const done = await asActor(actor, work)
    return typeof done === 'number' ? done : done.count
  } catch (error) {
    if (error instanceof NotFound || sqlState(error) === 'SW001') return 0
    throw error
  }
}

/** The same on safety duty, which anybody's transaction can take on. */
export const changedOnDuty = (actor: Actor, work: Work): Promise<number> =>
  changed(actor, (tx) => onSafetyDuty(tx, () => work(tx)))

/** The state of SQL with which the database refused it, SW001 where what is final was to be changed; `done` where it did not. */
export const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => sqlState(error) ?? (error as { code?: string }).code ?? `${error}`,
  )
