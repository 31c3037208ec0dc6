import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { type Day, toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'

export type ProgramEvent = { on: Day; at: Date } & (
  | { kind: 'paused'; reason: string }
  | { kind: 'resumed' }
  /** `reason`: why it was changed by hand although its rules do not permit it. */
  | { kind: 'phase'; phaseKey: string; position: number; startedOn: Day; reason?: string }
)

type OfProgram = { clinicId: string; patientId: string; caseId: string; programId: string }

/** Keeps what changed in the course of a program, in the transaction of the change. The caller has checked the actor. */
export async function recordProgramEvent(
  tx: Tx,
  actor: Actor,
  of: OfProgram,
  event: ProgramEvent,
): Promise<void> {
  const { on, at, kind } = event
  await tx.programEvent.createMany({
    data: {
      id: newId(),
      ...of,
      kind,
      at,
      on: toDbDate(on),
      reason: event.kind === 'resumed' ? '' : (event.reason ?? ''),
      byId: actor.kind === 'account' ? actor.accountId : null,
      ...(event.kind === 'phase'
        ? {
            phaseKey: event.phaseKey,
            phasePosition: event.position,
            phaseStartedOn: toDbDate(event.startedOn),
          }
        : {}),
    },
  })
}
