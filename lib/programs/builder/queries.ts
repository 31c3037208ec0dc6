import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { dayIn, dayText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { staleText } from '#lib/flags/screen/rules.ts'
import {
  acceptedRunStop,
  activeProgram,
  pausesOf,
  runDaysElsewhere,
  stoppedElsewhere,
} from '#lib/programs/active/queries.ts'
import type { ActiveProgram } from '#lib/programs/active/schema.ts'
import { draftOf, newestPublished } from '#lib/programs/draft/queries.ts'
import { entryFacts } from '#lib/programs/entry/queries.ts'
import { impactNames } from '#lib/programs/permission/rules.ts'
import { readablePrograms } from '#lib/programs/policy.ts'
import { weekDistance } from '#lib/programs/progression/distance/queries.ts'
import { nextStep } from '#lib/programs/progression/phase/queries.ts'
import { caseSuggestions } from '#lib/programs/progression/queries.ts'
import { readLoadWeek, readRunWeek } from '#lib/programs/progression/run-week/queries.ts'
import { type PrescribedCase, prescribedCase, publishFacts } from '#lib/programs/record/queries.ts'
import { currentView, type DraftSide, draftView, type Running } from './page/rules.ts'
import type { ProgramPage, VersionLine } from './schema.ts'

type LineRow = Omit<VersionLine, 'holds' | 'phases'> & { phases: VersionLine['phases'] | null }

/** Every published version, the newest first, with the phases that somebody began in it against their rules. */
async function versionLines(tx: Tx, target: PrescribedCase, holds: number | null): Promise<VersionLine[]> {
  const { clinicId, caseId } = target
  const rows = await tx.$queryRaw<LineRow[]>`
    SELECT v.number, to_char(v."startsOn", 'YYYY-MM-DD') AS "startsOn", COALESCE(b.name, '') AS "publishedBy", v.note,
      (SELECT COALESCE(max(w."publishedAt"), v."publishedAt") FROM "ProgramVersion" w WHERE w."clinicId" = v."clinicId" AND w."programId" = v."programId"
        AND w.number <= v.number AND NOT EXISTS (SELECT 1 FROM "Suggestion" y WHERE y."clinicId" = w."clinicId" AND y."caseId" = w."caseId"
          AND y.state = 'accepted' AND y."appliedNumber" = w.number)) AS "writtenAt",
      (SELECT json_agg(json_build_object('on', to_char(e."on", 'YYYY-MM-DD'), 'by', COALESCE(a.name, ''), 'reason', e.reason) ORDER BY e.at DESC, e.id DESC)
        FROM staff_program_events(v."caseId") e LEFT JOIN "Account" a ON a."clinicId" = e."clinicId" AND a.id = e."byId"
        WHERE e."clinicId" = v."clinicId" AND e."programId" = v."programId" AND e.kind = 'phase' AND e.reason <> ''
          AND e.at >= v."publishedAt" AND NOT EXISTS (SELECT 1 FROM "ProgramVersion" w WHERE w."clinicId" = v."clinicId"
            AND w."programId" = v."programId" AND w.number > v.number AND w."publishedAt" <= e.at)) AS phases
    FROM staff_program_versions(${caseId}::uuid) v LEFT JOIN "Account" b ON b."clinicId" = v."clinicId" AND b.id = v."publishedById"
    WHERE v."clinicId" = ${clinicId}::uuid AND v."publishedAt" IS NOT NULL ORDER BY v.number DESC`
  return rows.map((row) => ({ ...row, phases: row.phases ?? [], holds: row.number === holds }))
}

/** The case, what holds and what is drafted, and as much about its safety as these ask for. */
async function readBase(tx: Tx, actor: Actor, caseId: string, now: Date) {
  const target = await prescribedCase(tx, caseId, readablePrograms(actor, now), now)
  const onTeam = (await tx.case.count({ where: { id: caseId, ...teamCases(actor) } })) > 0
  const active = await activeProgram(tx, caseId, target.today)
  const draft = await draftOf(tx, target)
  const runsOrJumps = active !== null && impactNames(active.content).length > 0
  const facts = draft || runsOrJumps ? await publishFacts(tx, target, now) : null
  const safety = facts ?? (await caseSafety(tx, target, target.today))
  const known = { safety, ...(facts ? { examined: facts.examined } : {}) }
  return { target, onTeam, active, draft, facts, known }
}
type Base = Awaited<ReturnType<typeof readBase>>

/** What a draft is compared with: the newest published version, which is the one that holds unless it waits for its day. */
const versionBefore = (tx: Tx, target: PrescribedCase, active: ActiveProgram | null) =>
  active && !active.upcoming ? active : newestPublished(tx, target)

async function readDraftSide(tx: Tx, actor: Actor, base: Base, now: Date): Promise<DraftSide | null> {
  const { target, active, draft, facts, known } = base
  if (!draft || !facts) return null
  const newest = await versionBefore(tx, target, active)
  const runStopId = await acceptedRunStop(tx, target)
  return { draft, facts, newest, runStopId, entry: await entryFacts(tx, actor, target, known, now) }
}

type ProgramRow = {
  version: number
  phasePosition: number
  /** Since when changes of dose apply themselves, and by whose order. */
  appliesSince: Date | null
  appliesBy: string | null
}

/** One statement with whose order it is, of which Prisma makes two. The caller has checked the case. */
async function readProgram(tx: Tx, { clinicId, caseId }: PrescribedCase): Promise<ProgramRow | null> {
  const [row] = await tx.$queryRaw<ProgramRow[]>`
    SELECT g.version, g."phasePosition", g."appliesSince", a.name AS "appliesBy"
    FROM "Program" g LEFT JOIN "Account" a ON a."clinicId" = g."clinicId" AND a.id = g."appliesById"
    WHERE g."clinicId" = ${clinicId}::uuid AND g."caseId" = ${caseId}::uuid`
  return row ?? null
}

async function readRunning(tx: Tx, { target, active }: Base, now: Date): Promise<Running | null> {
  if (!active) return null
  const pauses = await pausesOf(tx, target.caseId)
  const runWeek = await readRunWeek(tx, target, active, target.today, now)
  const loadWeek = await readLoadWeek(tx, target, active, target.today, now)
  const stopped = await stoppedElsewhere(tx, target)
  return { active, pauses, runWeek, loadWeek, stopped }
}

function standingOf(
  program: ProgramRow | null,
  { timeZone, today }: PrescribedCase,
): ProgramPage['standing'] {
  if (!program?.appliesSince) return null
  const since = dayText(dayIn(timeZone, program.appliesSince), today)
  return { byName: program.appliesBy ?? '', since }
}

/**
 * The program of a case for the team: the draft in the builder, what runs, and every version. `phaseKey`: the phase to
 * show. Throws NotFound for a case that the actor may not read.
 */
export function programPage(
  actor: Actor,
  caseId: string,
  phaseKey: string | undefined,
  now: Date = new Date(),
): Promise<ProgramPage> {
  return asActor(actor, async (tx) => {
    const base = await readBase(tx, actor, caseId, now)
    const draftSide = await readDraftSide(tx, actor, base, now)
    const { target, active, draft, facts, known } = base
    const program = await readProgram(tx, target)
    await recordAudit(tx, actor, { type: 'program.read', patientId: target.patientId, caseId })
    const running = await readRunning(tx, base, now)
    const { blockLevel, screen } = known.safety
    const elsewhere = await runDaysElsewhere(tx, target)
    const shown = { target, active, facts, blockLevel, program, phaseKey, runDaysElsewhere: elsewhere }
    return {
      caseId,
      today: target.today,
      mayWrite: base.onTeam && !target.facts.closed,
      closed: target.facts.closed,
      draft: draftSide && draftView(shown, draftSide, now),
      current: running && currentView(shown, running),
      stale: staleText(screen),
      versions: await versionLines(tx, target, active?.number ?? null),
      next: active && !draft ? await nextStep(tx, actor, target, known, now) : null,
      week: active && !draft && target.status === 'open' ? await weekDistance(tx, target, active, now) : null,
      suggestions: await caseSuggestions(tx, target, active?.content ?? null, now),
      standing: standingOf(program, target),
    }
  })
}
