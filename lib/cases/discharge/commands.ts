import 'server-only'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { takeTurn } from '#lib/db/turns.ts'
import { Conflict, NotFound } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { assertOpen } from '../rules.ts'
import { type NewestAnswer, newestDischargeAnswer, noAnswer } from './queries.ts'
import { type Ticks, withTicks } from './rules.ts'
import { type DischargeAnswerInput, type DischargeAnswers, tickWords } from './schema.ts'

const said = (value: boolean | null) => (value === null ? 'not answered' : value ? 'yes' : 'no')

type Question = keyof DischargeAnswers

const words: Readonly<Record<Question, string>> = {
  noRunningGoal: 'no running goal',
  goalReached: 'goal reached',
  selfManagementOk: 'explains the rules',
}

/** `asked`: the questions that it is about. */
const meanwhile = (newest: NewestAnswer, asked: readonly Question[]): string =>
  `${newest.by || 'Somebody'} answered meanwhile: ${asked.map((one) => `${words[one]} ${said(newest[one])}`).join(', ')}.`

const overAnswer = (newest: NewestAnswer) =>
  new Conflict(
    `${meanwhile(newest, ['noRunningGoal', 'goalReached', 'selfManagementOk'])} Yours are not kept. Load the page again and answer over it.`,
  )

/** Sent again the ticks are refused again, until those that clash are as they were answered. */
function overTicks(newest: NewestAnswer, clash: readonly Question[]): Conflict {
  const boxes = clash.map((one) => `${newest[one] === true ? 'tick' : 'untick'} “${tickWords[one]}”`)
  return new Conflict(
    `Not signed. ${meanwhile(newest, clash)} What you wrote is still here: ${boxes.join(' and ')} under “Goals that were agreed”, then sign. To answer otherwise, do it afterwards under “Discharge or refer”.`,
  )
}

type Target = { caseId: string; patientId: string }

/** Keeps one answer with its audit row. The caller has checked the case and has its turn. */
async function keep(
  tx: Tx,
  actor: AccountActor,
  { caseId, patientId }: Target,
  { id, noRunningGoal, goalReached, selfManagementOk }: DischargeAnswers & { id: string },
  now: Date,
): Promise<void> {
  const of = { clinicId: actor.clinicId, patientId, caseId, byId: actor.accountId }
  await tx.dischargeAnswer.createMany({
    data: [{ ...of, id, noRunningGoal, goalReached, selfManagementOk, at: now }],
  })
  await recordAudit(tx, actor, { type: 'discharge.answered', patientId, caseId, subjectId: id })
}

/**
 * Keeps what was ticked on a page drawn from the answer `drawn`, empty for none, and says what holds now. The caller has checked
 * the case and has its turn. Throws Conflict where somebody else answered a changed tick otherwise in between.
 */
export async function keepTicks(
  tx: Tx,
  actor: AccountActor,
  target: Target,
  { drawn, ticks }: { drawn: string; ticks: Ticks },
  now: Date,
): Promise<DischargeAnswers> {
  const of = { clinicId: actor.clinicId, caseId: target.caseId }
  const newest = await newestDischargeAnswer(tx, of)
  const other = drawn !== '' && drawn !== newest.id
  const older = other ? await tx.dischargeAnswer.findFirst({ where: { ...of, id: drawn } }) : null
  const seen = drawn === newest.id ? newest : (older ?? noAnswer)
  const { answers, changed, clash } = withTicks(seen, ticks, newest)
  if (clash.length > 0) throw overTicks(newest, clash)
  if (changed) await keep(tx, actor, target, { ...answers, id: newId(now.getTime()) }, now)
  return answers
}

/**
 * Keeps what the physio says about the goal and the patient's own rules, as an answer of its own; the newest holds. Sending it
 * twice keeps it once. Throws NotFound off the team, Conflict in a closed case and when somebody else answered in between.
 */
export function answerDischarge(
  actor: Actor,
  input: DischargeAnswerInput,
  now: Date = new Date(),
): Promise<{ caseId: string }> {
  return asActor(actor, async (tx) => {
    const target = await tx.case.findFirst({
      where: { AND: [{ id: input.caseId }, teamCases(actor)] },
      select: { patientId: true, status: true },
    })
    if (!target || actor.kind !== 'account') throw new NotFound('case')
    assertOpen(target)
    const { id, caseId, seen, ...answers } = input
    await takeTurn(tx, 'discharge', caseId)
    const newest = await newestDischargeAnswer(tx, { clinicId: actor.clinicId, caseId })
    if (newest.id === id) return { caseId }
    if (newest.id !== seen) throw overAnswer(newest)
    await keep(tx, actor, { caseId, patientId: target.patientId }, { id, ...answers }, now)
    return { caseId }
  })
}
