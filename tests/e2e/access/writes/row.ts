import { addDays } from '#lib/dates.ts'
import type { Fields } from '#tests/support/actions.ts'
import { today } from '#tests/support/days.ts'
import type { ActorName, WorldServer } from '#tests/support/world-server.ts'

/** A form that counts, aimed at the record of patient A or at the form that is open, and who may send it. */
export type WriteRow = {
  /** Made anew for every sending, since many forms carry the id of what they add. */
  form: (w: WorldServer) => Fields
  may: readonly ActorName[]
  /** Brings the database to where the form counts; works with the owner's powers and past every trigger. */
  before?: (w: WorldServer) => Promise<unknown>
  /** A page that carries the action; without it the first of the build is taken, filled in by its row in pages.ts. */
  at?: (w: WorldServer) => string
  /** The action of a plain `<form>`: it takes the form alone. */
  plain?: true
  /** The table in which its success shows, when that is one that refusals write to as well; `nothing` for a cookie. */
  shows?: 'Session' | 'IntakeVisit' | 'nothing'
  /** Answers everybody alike: only what changes tells whether it did anything. */
  mute?: true
  /** Keeps what is in order although something else is wrong: answers of a form that is being filled in. */
  partial?: true
  /** Also changes rows of people other than patient A. */
  wide?: true
}

export type WriteRows = Readonly<Record<string, WriteRow>>

/** A route handler that writes, by its address in the build. It is sent as a plain form post. */
export type WriteHandlerRow = WriteRow & { at: (w: WorldServer) => string }

export const team: readonly ActorName[] = ['physioA']
/** Who is treated, and her care team on her behalf. */
export const logging: readonly ActorName[] = ['patientA', 'physioA']
export const physiosOne: readonly ActorName[] = ['physioA', 'physioB']
export const staffOne: readonly ActorName[] = ['physioA', 'physioB', 'admin']
export const everyStaff: readonly ActorName[] = [...staffOne, 'physioTwo', 'adminTwo']
export const admins: readonly ActorName[] = ['admin']
export const everyAdmin: readonly ActorName[] = ['admin', 'adminTwo']

export const text = 'Reason enough to be read'
export { today }
export const ahead = (days: number): string => addDays(today(), days)

/** Statements with the owner's powers, past triggers and foreign keys. */
export async function asOwner(
  w: WorldServer,
  statements: string,
  values: (string | null)[] = [],
): Promise<void> {
  await w.snapshot.sql.begin(async (tx) => {
    await tx.unsafe('SET LOCAL session_replication_role = replica')
    await tx.unsafe(statements, values)
  })
}
