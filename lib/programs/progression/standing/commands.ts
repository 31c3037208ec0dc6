import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { actorOfStandingOrder, type StandingAccount } from '#lib/accounts/session.ts'
import { openAlertMax, urgentInAnyTreatment } from '#lib/alerts/worklist/queries.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { assertOpen } from '#lib/cases/rules.ts'
import { asActor, asJobs, faultOf, type Tx } from '#lib/db/as-actor.ts'
import { AppError, Conflict, NotFound, OutcomeUnknown } from '#lib/errors.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { log } from '#lib/log.ts'
import { prescribableCases } from '#lib/programs/policy.ts'
import { type PrescribedCase, prescribedCase } from '#lib/programs/record/queries.ts'
import { whyStands } from '#lib/tracking/waits/queries.ts'
import { acceptByStandingOrder } from '../deciding/commands.ts'
import { mayApplyItself } from '../modifiers/rules.ts'
import type { StandingForm } from './schema.ts'

/**
 * Lets changes of dose within a phase apply themselves from now on, in the name of the physio who asks, or ends that
 * (clinical/programmes.md 3.1). What waits already waits for an answer. Throws NotFound off the team, Conflict without a
 * published program.
 */
export function setStandingOrder(
  actor: Actor,
  { caseId, on }: StandingForm,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const target = await prescribedCase(tx, caseId, prescribableCases(actor), now)
    if (actor.kind !== 'account') throw new NotFound('case')
    assertOpen(target)
    const where = { clinicId: target.clinicId, caseId, case: prescribableCases(actor) }
    const program = await tx.program.findFirst({ where, select: { activatedOn: true } })
    if (!program?.activatedOn) throw new Conflict('No version is published yet.')
    const { count } = await tx.program.updateMany({
      where: { ...where, ...(on === 'yes' ? { appliesById: null } : { NOT: { appliesById: null } }) },
      data:
        on === 'yes'
          ? { appliesById: actor.accountId, appliesSince: now }
          : { appliesById: null, appliesSince: null },
    })
    if (count > 0)
      await recordAudit(tx, actor, {
        type: 'program.standing_order',
        patientId: target.patientId,
        caseId,
        data: { on: on === 'yes' },
      })
    return { caseId }
  })
}

type Waiting = StandingAccount & { suggestionId: string; caseId: string }

/** After so many whose outcome nobody knows the database is away; what was taken is tried again later. */
const MOST_UNKNOWN = 3

/**
 * Applies what waits under a standing order and is to be tried now, each as if the physio who gave it had accepted it, with
 * everything that accepting checks. What may not be applied now goes on waiting for an answer and is tried again later; one
 * that fails stops no other. Run again, or twice at once, it applies nothing twice. Returns how many it applied.
 */
export async function applyStandingOrders(now: () => Date = () => new Date()): Promise<number> {
  const waiting = await asJobs(
    (tx) => tx.$queryRaw<Waiting[]>`
      SELECT "suggestionId", "caseId", "accountId", "clinicId", name, roles, "clinicName", "timeZone" FROM take_standing_orders()`,
  )
  let [applied, unknown] = [0, 0]
  for (const { suggestionId, caseId, ...account } of waiting) {
    try {
      const actor = actorOfStandingOrder(account)
      if (await acceptByStandingOrder(actor, { suggestionId, caseId }, mayGoUp(now()), now())) applied += 1
    } catch (error) {
      left(suggestionId, error)
      if (error instanceof OutcomeUnknown && ++unknown >= MOST_UNKNOWN) throw error
    }
  }
  return applied
}

/** Says why a suggestion goes on waiting, and nothing of what it says. */
function left(suggestionId: string, error: unknown): void {
  const known = error instanceof AppError && !(error instanceof OutcomeUnknown)
  // An open draft, safety answers that are too old for a step up, a physio who left the team: it waits for somebody at the screen.
  if (known) log.info({ suggestionId, why: error.name }, 'standing order left a suggestion waiting')
  else log.error({ suggestionId, why: faultOf(error) }, 'standing order failed')
}

/**
 * Nothing goes up by itself while anything stops the plan of today, as it does for all of one body, a flag waits, or an urgent
 * alert of any of her treatments is open (clinical/programmes.md 3.1).
 */
const mayGoUp =
  (now: Date) =>
  async (tx: Tx, target: PrescribedCase): Promise<boolean> => {
    const safety = await caseSafety(tx, target, target.today)
    const { block, stops } = await whyStands(tx, target, safety.blockLevel, now)
    const urgent = await urgentInAnyTreatment(tx, target)
    return mayApplyItself(
      new Map([
        ['block_level', stops ? 'programme' : block],
        ['unresolved_level', safety.unresolvedLevel],
        ['open_alert_max', urgent ? 'urgent' : await openAlertMax(tx, target)],
      ]),
    )
  }
