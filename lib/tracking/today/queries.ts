import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { ownCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { addDays, type Day, dayNumber, dayRange, fromDbDate, wallClock, weekStart } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { fillNumbers } from '#lib/flags/messages/rules.ts'
import { ownSafety } from '#lib/flags/queries.ts'
import { numbersOf } from '#lib/intake/drafts/messages/rules.ts'
import { reviewFormsWaiting } from '#lib/intake/review-form/own/queries.ts'
import { safetyFormAt } from '#lib/intake/review-form/own/schema.ts'
import { formsWaiting } from '#lib/outcomes/forms/queries.ts'
import { activeProgram, pausesOf } from '#lib/programs/active/queries.ts'
import { pausedDays } from '#lib/programs/active/rules.ts'
import { isRunningItem, restsBetween } from '#lib/programs/block/rules.ts'
import { limitText } from '#lib/programs/pain-limit/rules.ts'
import { ownPublishedVersions } from '#lib/programs/policy.ts'
import { weekDistance } from '#lib/programs/progression/distance/queries.ts'
import { weekSentence } from '#lib/programs/progression/distance/rules.ts'
import { readHolds } from '#lib/programs/progression/holds/queries.ts'
import { runsAgain } from '#lib/programs/progression/run-week/rules.ts'
import { roughFrom } from '#lib/programs/progression/sentences/rules.ts'
import { readTold } from '#lib/programs/progression/told/queries.ts'
import { lessOf, lessWords, todaySentence } from '#lib/programs/progression/told/rules.ts'
import { phaseByKey } from '#lib/programs/rules.ts'
import { SEVERE, severeKept } from '#lib/tracking/entries/rules.ts'
import { DAYS_BACK } from '#lib/tracking/entries/schema.ts'
import { readOwnDays } from '#lib/tracking/progress/queries.ts'
import { ranLately } from '#lib/tracking/ran/queries.ts'
import { ranElsewhere } from '#lib/tracking/ran/rules.ts'
import type { Ran } from '#lib/tracking/ran/schema.ts'
import { whyWaits } from '#lib/tracking/waits/queries.ts'
import { saidAfterEnd } from '#lib/tracking/waits/rules.ts'
import type { WaitWords } from '#lib/tracking/waits/schema.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { hourQuestions, isSilent, nothingPlanned, plannedOn, plannedWords, worstSince } from './rules.ts'
import type { CaseToday, TodayCase, TodayState, TodayView, WeekDay } from './schema.ts'

type Reader = {
  actor: AccountActor
  now: Date
  today: Day
  patientId: string
  weeksBack: number
  quiet: boolean
}

/**
 * The start page of a patient. `caseId`: the one to show; else the newest that goes on. `weeksBack`: which week its strip
 * shows, at most the one in which the oldest day is that an entry may be about. `quiet`: fetched ahead by a phone
 * (lib/access/quiet.ts).
 */
export function todayView(
  actor: AccountActor,
  caseId: string | null,
  weeksBack = 0,
  now: Date = new Date(),
  quiet = false,
): Promise<TodayView> {
  return asActor(actor, async (tx) => {
    const { day: today, time } = wallClock(now, actor.ownZone)
    const rows = await tx.case.findMany({
      where: ownCases(actor),
      orderBy: { openedAt: 'desc' },
      select: {
        id: true,
        complaint: true,
        side: true,
        status: true,
        patientId: true,
        patient: { select: { fullName: true, preferredName: true } },
      },
    })
    const clinic = await tx.clinic.findFirstOrThrow({
      where: { id: actor.clinicId },
      select: { phone: true, emergencyNumber: true, outOfHoursPhone: true },
    })
    const going = rows.filter(({ status }) => status === 'open' || status === 'on_hold')
    const chosen = going.find(({ id }) => id === caseId) ?? going[0]
    const waiting = rows.length > 0 ? await formsWaiting(tx, actor, now) : []
    const isGoing = (id: string) => going.some((one) => one.id === id)
    const own = rows[0]?.patient
    const view = {
      name: own?.preferredName || own?.fullName.split(' ')[0] || '',
      today,
      hour: Number(time.slice(0, 2)),
      clinicPhone: fillNumbers('{clinic_phone}', numbersOf(clinic)),
      severe: severeKept(numbersOf(clinic)),
      cases: going.map(({ id, complaint, side, status }) => ({ id, complaint, side, status })),
      ended: rows.length > 0 && going.length === 0,
      saved: rows.length > 0 ? await savedIds(tx, actor, rows, today) : [],
      endedForms: waiting.reduce((sum, one) => sum + (isGoing(one.caseId) ? 0 : one.forms), 0),
    }
    if (!chosen) {
      const words = await wordsAfterEnd(tx, actor, rows[0], today, now)
      return { ...view, planned: {}, words, current: null }
    }
    const { patientId, id } = chosen
    await recordAudit(tx, actor, { type: 'own_record.read', patientId, caseId: id, data: { page: 'today' } })
    const reader = { actor, now, today, patientId, quiet, weeksBack: Math.min(2, Math.max(0, weeksBack)) }
    const { complaint, side, status } = chosen
    const measures = waiting.reduce((sum, one) => sum + (isGoing(one.caseId) ? one.forms : 0), 0)
    const forms = measures + (await reviewFormsWaiting(tx, actor, now))
    const shown = await caseToday(tx, reader, { id, complaint, side, status })
    const rests = shown.runs.some(restsBetween)
    const ran = rows.length > 1 ? await ranLately(tx, actor, today) : []
    const others = going.filter((one) => one.id !== id)
    const planned = await plannedBeside(tx, reader, others, ran)
    return {
      ...view,
      planned,
      words: null,
      current: {
        ...shown,
        forms,
        ranElsewhere: shown.runs.length > 0 ? ranElsewhere(ran, { caseId: id, today, rests }) : null,
      },
    }
  })
}

/** What is still planned today in the treatments that the page only names; that she reads it is recorded. */
async function plannedBeside(
  tx: Tx,
  reader: Reader,
  others: readonly TodayCase[],
  ran: readonly Ran[],
): Promise<Record<string, string>> {
  const { actor, patientId } = reader
  const shown: Omit<CaseToday, 'forms' | 'ranElsewhere'>[] = []
  // Their words do not stand here, so that these stay unread.
  for (const one of others) shown.push(await caseToday(tx, { ...reader, quiet: true }, one))
  const planned = shown.flatMap((one) => {
    const of = { caseId: one.case.id, today: reader.today, rests: one.runs.some(restsBetween) }
    const words = plannedWords(one, one.done.runs.length > 0 || ranElsewhere(ran, of) !== null)
    return words ? [[one.case.id, words] as const] : []
  })
  const read = { type: 'own_record.read', data: { page: 'today' } } as const
  await recordAudit(tx, actor, ...planned.map(([caseId]) => ({ ...read, patientId, caseId })))
  return Object.fromEntries(planned)
}

/** Of the newest treatment that has ended; that she reads it is recorded. */
async function wordsAfterEnd(
  tx: Tx,
  actor: AccountActor,
  newest: { id: string; patientId: string } | undefined,
  today: Day,
  now: Date,
): Promise<WaitWords | null> {
  if (!newest) return null
  const { id: caseId, patientId } = newest
  const words = saidAfterEnd(await ownSafety(tx, caseId, { today, now, alone: true }))
  const read = { type: 'own_record.read', data: { page: 'today' } } as const
  if (words) await recordAudit(tx, actor, { ...read, patientId, caseId })
  return words
}

/** In one statement. The days as a phone keeps what was not sent of them. */
async function savedIds(
  tx: Tx,
  { clinicId }: AccountActor,
  own: readonly TodayCase[],
  today: Day,
): Promise<string[]> {
  const ofCases = Prisma.sql`x."clinicId" = ${clinicId}::uuid AND x."caseId" = ANY (${own.map(({ id }) => id)}::uuid[])`
  const first = addDays(today, -DAYS_BACK - 1)
  const of = Prisma.sql`${ofCases} AND x."logDate" >= ${first}::date`
  const saved = await tx.$queryRaw<{ id: string }[]>`
    SELECT x.id FROM "SessionLog" x WHERE ${of} UNION ALL SELECT x.id FROM "RunLog" x WHERE ${of}
    UNION ALL SELECT x.id FROM "PainScore" x WHERE ${of} AND x.context = 'next_morning'
    UNION ALL SELECT x.id FROM "OutcomeMeasure" x WHERE ${ofCases} AND x."on" >= ${first}::date`
  return saved.map(({ id }) => id)
}

/** What stands above the rest of the day: the first that holds. */
function stateOf(is: { onHold: boolean; paused: boolean; unwell: boolean; active: boolean }): TodayState {
  if (is.onHold) return 'on_hold'
  if (is.paused) return 'paused'
  if (is.unwell) return 'unwell'
  return is.active ? 'ready' : 'no_program'
}

async function caseToday(
  tx: Tx,
  reader: Reader,
  target: TodayCase,
): Promise<Omit<CaseToday, 'forms' | 'ranElsewhere'>> {
  const { actor, today } = reader
  const active = await activeProgram(tx, target.id, today)
  const of = { clinicId: actor.clinicId, caseId: target.id, timeZone: actor.ownZone, today }
  const waits = await whyWaits(tx, { ...of, quiet: reader.quiet }, reader.now)
  const { lately, paused, runStop, messages, call, numbers, urgent, ask } = waits
  const state = stateOf({
    onHold: target.status === 'on_hold',
    paused,
    unwell: lately.fever,
    active: active !== null,
  })
  const spans = active ? await pausesOf(tx, target.id) : []
  const block = waits.block === 'impact' ? 'impact' : 'none'
  const goesOn = state === 'ready' && !waits.stops
  const own = { clinicId: actor.clinicId, caseId: target.id }
  const asked = { ...own, patientId: reader.patientId, timeZone: actor.ownZone }
  const holds =
    active && goesOn ? await readHolds(tx, asked, active, { day: today, runStop }, reader.now) : null
  const plan =
    active && holds
      ? plannedOn(active, today, { pausedDays: pausedDays(spans, today), block, ...holds.rows })
      : nothingPlanned
  const runsToday = [...plan.items, ...plan.runs].some(isRunningItem)
  const cap = active && runsToday ? await weekDistance(tx, asked, active, reader.now) : null
  const next = active
    ? null
    : await tx.programVersion.findFirst({
        where: { AND: [ownPublishedVersions(actor), { clinicId: actor.clinicId, caseId: target.id }] },
        orderBy: { number: 'desc' },
        select: { startsOn: true },
      })
  const phase = active ? phaseByKey(active.content, active.phaseKey) : null
  const told = goesOn && phase ? await readTold(tx, own, today, reader.now) : []
  const ranOver = lately.worstRun > (phase?.params.runLimit ?? SEVERE)
  const isRough = waits.flare || worstSince(lately.daily, dayNumber(today) - 1) >= roughFrom
  const startsOn = next?.startsOn ? fromDbDate(next.startsOn) : null
  return {
    askAfterSilence:
      active && goesOn && isSilent(waits, active, spans, today) ? safetyFormAt(target.id) : null,
    case: target,
    startsOn,
    messages,
    call,
    numbers,
    urgent,
    ask,
    ...plan,
    state: state === 'no_program' && startsOn ? 'later' : state,
    again: block === 'none' ? runsAgain({ runWeek: null, missed: null, ...holds, runStop }) : null,
    runsWait: block !== 'none' || (holds?.rows.runsWait ?? runStop),
    runCap: weekSentence(cap),
    runLimit: phase && limitText(phase.params.runLimit, 'run'),
    sentence: phase && todaySentence(told, phase, { ranOver, runStop, isRough }),
    less: phase ? lessWords(lessOf(told, phase)) : {},
    held: plan.held || block === 'impact' || lately.severe,
    week: await weekOf(tx, reader, target.id, goesOn),
    weeksBack: reader.weeksBack,
    ranYesterday: lately.ranYesterday,
    openMornings: lately.openMornings.filter(({ day }) => day < today),
    openHours: hourQuestions(lately.openHours, today, reader.now),
    done: lately.done,
    unit: lately.unit,
  }
}

/** Monday to Sunday. While the plan waits nothing lies ahead, so that nobody trains for the sake of an open circle. */
async function weekOf(tx: Tx, reader: Reader, caseId: string, goesOn: boolean): Promise<WeekDay[]> {
  const { actor, today, weeksBack, now } = reader
  const monday = addDays(weekStart(today), -7 * weeksBack)
  const states = await readOwnDays(tx, actor, caseId, dayNumber(monday), now)
  return dayRange(monday, addDays(monday, 6)).map((day) => {
    const found = states.get(dayNumber(day)) ?? 'rest'
    return {
      day,
      state: found === 'ahead' && !goesOn ? 'rest' : found,
      canEnter: day <= today && day >= addDays(today, -DAYS_BACK),
    }
  })
}
