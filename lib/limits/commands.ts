import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Invalid, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { maySetClinic, settableCases } from './policy.ts'
import { allLimits, outOfOrder, overtaken } from './rules.ts'
import { type CaseLimitInput, type ClinicLimitInput, limitById } from './schema.ts'

type Saved = { caseId: string | null; limitId: string }
type Of = { clinicId: string; caseId: string | null }

type Newest = { value: number | null; by: string }

/**
 * The number that was set last, and by whom; null when it was taken back. Changes take turns in the whole clinic, because a number
 * is checked against others, of the clinic and of the case.
 */
async function newest(tx: Tx, of: Of, limitId: string): Promise<Newest> {
  await takeTurn(tx, 'limit', of.clinicId)
  const row = await tx.ruleLimit.findFirst({
    where: { clinicId: of.clinicId, caseId: of.caseId, limitId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { value: true, by: { select: { name: true } } },
  })
  if (!row) return { value: null, by: '' }
  return { value: row.value === null ? null : Number(row.value), by: row.by.name }
}

/** Throws Invalid with both numbers when somebody else set this one since the form was opened. */
function assertSeen(before: Newest, { limitId, seen, value }: ClinicLimitInput): void {
  const wrong = before.value === seen ? null : overtaken(before, value, limitById(limitId)?.unit ?? '')
  if (wrong) throw new Invalid({ value: [wrong] })
}

/** Throws Invalid for a number that would stand on the wrong side of one that it belongs to. */
async function assertInOrder(tx: Tx, of: Of, limitId: string, value: number | null): Promise<void> {
  const rows = await tx.ruleLimit.findMany({
    where: { clinicId: of.clinicId, OR: [{ caseId: null }, ...(of.caseId ? [{ caseId: of.caseId }] : [])] },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { caseId: true, limitId: true, value: true },
  })
  const stored = rows.map((row) => ({ ...row, value: row.value === null ? null : Number(row.value) }))
  const wrong = outOfOrder(allLimits([...stored, { caseId: of.caseId, limitId, value }], of.caseId), limitId)
  if (wrong) throw new Invalid({ value: [wrong] })
}

/** The row that was written; null when the same number stood there. Throws Invalid. */
async function change(
  tx: Tx,
  of: Of & { patientId?: string; byId: string },
  input: ClinicLimitInput,
  now: Date,
): Promise<{ id: string; from: number | null } | null> {
  const { limitId, value, note } = input
  const before = await newest(tx, of, limitId)
  if (before.value === value) return null
  assertSeen(before, input)
  await assertInOrder(tx, of, limitId, value)
  const id = newId()
  await tx.ruleLimit.createMany({ data: [{ id, ...of, limitId, value, note, at: now }] })
  return { id, from: before.value }
}

/**
 * Sets a number of the rules for the whole clinic, or takes it back to the default (`value` null). What was set before stays;
 * alerts keep the number they were found with. The same number again writes nothing. Throws NotFound for anybody but an
 * admin, Invalid when somebody else set it since `seen`.
 */
export function setClinicLimit(
  actor: Actor,
  input: ClinicLimitInput,
  now: Date = new Date(),
): Promise<Saved> {
  return asActor(actor, async (tx) => {
    if (!maySetClinic(actor) || actor.kind !== 'account') throw new NotFound('clinic settings')
    const { limitId, value } = input
    const of = { clinicId: actor.clinicId, caseId: null, byId: actor.accountId }
    const row = await change(tx, of, input, now)
    if (row)
      await recordAudit(tx, actor, {
        type: 'clinic.threshold_set',
        subjectId: row.id,
        data: { thresholdId: limitId, from: row.from, to: value },
      })
    return { caseId: null, limitId }
  })
}

/** The same for one case, by its care team; `value` null goes back to the clinic's number. Throws NotFound off the team. */
export function setCaseLimit(actor: Actor, input: CaseLimitInput, now: Date = new Date()): Promise<Saved> {
  return asActor(actor, async (tx) => {
    const { caseId, ...set } = input
    const target = await tx.case.findFirst({
      where: { id: caseId, ...settableCases(actor) },
      select: { patientId: true },
    })
    if (!target || actor.kind !== 'account') throw new NotFound('case')
    const { patientId } = target
    const of = { clinicId: actor.clinicId, caseId, patientId, byId: actor.accountId }
    const row = await change(tx, of, set, now)
    if (row)
      await recordAudit(tx, actor, {
        type: 'alert.threshold_set',
        patientId,
        caseId,
        subjectId: row.id,
        data: { thresholdId: input.limitId },
      })
    return { caseId, limitId: input.limitId }
  })
}
