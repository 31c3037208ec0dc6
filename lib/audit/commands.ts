import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { newId } from '#lib/ids.ts'
import type { AuditInput } from './schema.ts'

type Who = Pick<Actor, 'clinicId'> & { kind: 'account' | 'link' | 'system'; accountId?: string }

/** Writes the audit rows in the transaction of what they record, in one statement. */
export async function recordAudit(tx: Tx, actor: Who, ...events: AuditInput[]): Promise<void> {
  const rows = events.map((event) => ({
    id: newId(),
    clinicId: actor.clinicId,
    accountId: actor.kind === 'account' ? (actor.accountId ?? null) : null,
    actorKind: actor.kind === 'link' ? 'intake_link' : actor.kind,
    type: event.type,
    patientId: event.patientId ?? null,
    caseId: event.caseId ?? null,
    subjectId: event.subjectId ?? null,
    data: event.data ?? {},
  }))
  await tx.$executeRaw`
    INSERT INTO "AuditEvent" (id, "clinicId", "accountId", "actorKind", type, "patientId", "caseId", "subjectId", data)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, "clinicId" uuid, "accountId" uuid,
      "actorKind" text, type text, "patientId" uuid, "caseId" uuid, "subjectId" uuid, data jsonb)`
}

/**
 * Records that somebody asked for what is not theirs. Its own transaction, because the refused one is rolled back.
 * `what` is a kind of record ("case"), never an id that the actor typed.
 */
export async function recordRefusal(actor: Actor, what: string): Promise<void> {
  await asActor(actor, (tx) => recordAudit(tx, actor, { type: 'access.refused', data: { what } }))
}
