import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/db/ids.ts'
import type { AuditInput } from './schema.ts'

type Who = Pick<Actor, 'clinicId'> & { kind: 'account' | 'link' | 'system'; accountId?: string }

/** Writes the audit row in the transaction of what it records. */
export async function recordAudit(tx: Tx, actor: Who, ...events: AuditInput[]): Promise<void> {
  await tx.auditEvent.createMany({
    data: events.map((event) => ({
      id: newId(),
      clinicId: actor.clinicId,
      accountId: actor.kind === 'account' ? (actor.accountId ?? null) : null,
      actorKind: actor.kind === 'link' ? 'intake_link' : actor.kind,
      type: event.type,
      patientId: event.patientId ?? null,
      caseId: event.caseId ?? null,
      subjectId: event.subjectId ?? null,
      data: event.data ?? {},
    })),
  })
}

/**
 * Records that somebody asked for what is not theirs. Its own transaction, because the refused one is rolled back.
 * `what` is a kind of record ("case"), never an id that the actor typed.
 */
export async function recordRefusal(actor: Actor, what: string): Promise<void> {
  await asActor(actor, (tx) => recordAudit(tx, actor, { type: 'access.refused', data: { what } }))
}
