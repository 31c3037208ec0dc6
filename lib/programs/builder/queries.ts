import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { teamCases } from '#lib/access/cases.ts'
import { recordAudit } from '#lib/audit/commands.ts'
import { templateById } from '#lib/content/programs/index.ts'
import { type Day, dayIn, dayText, timeText } from '#lib/dates.ts'
import { asActor, type Tx } from '#lib/db/as-actor.ts'
import { caseSafety } from '#lib/flags/queries.ts'
import { staleText } from '#lib/flags/screen/rules.ts'
import { acceptedRunStop, activeProgram, pausesOf } from '#lib/programs/active/queries.ts'
import { pausedDays } from '#lib/programs/active/rules.ts'
import { draftOf, newestPublished } from '#lib/programs/draft/queries.ts'
import { entryFacts } from '#lib/programs/entry/queries.ts'
import { choiceOf, goesOnFrom, withoutImpact } from '#lib/programs/entry/rules.ts'
import { beginView } from '#lib/programs/entry/words/rules.ts'
import { hasFromAnswers } from '#lib/programs/fit/rules.ts'
import { onlyLowers } from '#lib/programs/lowering/rules.ts'
import { impactNames, impactPermission } from '#lib/programs/permission/rules.ts'
import { readablePrograms } from '#lib/programs/policy.ts'
import { weekDistance } from '#lib/programs/progression/distance/queries.ts'
import type { WeekAdvice } from '#lib/programs/progression/distance/schema.ts'
import { type NextStep, nextStep } from '#lib/programs/progression/phase/queries.ts'
import { caseSuggestions, type SuggestionView } from '#lib/programs/progression/queries.ts'
import { readLoadWeek, readRunWeek } from '#lib/programs/progression/run-week/queries.ts'
import { loadWeekText, runWeekText } from '#lib/programs/progression/run-week/rules.ts'
import { carefulNames, publishBlockers } from '#lib/programs/publishing/rules.ts'
import { type PrescribedCase, prescribedCase, publishFacts } from '#lib/programs/record/queries.ts'
import { weekOfPhase } from '#lib/programs/rules.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { seenOf } from '#lib/programs/seen/rules.ts'
import { versionDiff } from '#lib/programs/version/rules.ts'
import { builderPhase, phaseLines } from './rules.ts'
import type { BuilderPhase, BuilderView, PhaseLine } from './schema.ts'

export type VersionLine = {
  number: number
  startsOn: Day
  publishedBy: string
  /** The one that holds today. */
  holds: boolean
  /** Why it was made, for the team. */
  note: string
  /** When it was last published as a draft: what a suggestion changed since was looked at in that exercise alone. */
  writtenAt: Date
  /** Phases that began while it held although their rules did not permit it, and why. */
  phases: readonly { on: Day; by: string; reason: string }[]
}

/** The program that runs, for the team. */
export type CurrentView = {
  number: number
  startsOn: Day
  /** It begins later; nothing runs yet, or an older one does. */
  upcoming: { number: number; startsOn: Day } | null
  phases: readonly PhaseLine[]
  phase: BuilderPhase
  hereKey: string
  phaseStartedOn: Day
  /** Of the phase that the patient is in, paused days left out. */
  week: number
  /** Which week of the plan the runs are in and why, in words; null where they follow the calendar. */
  runWeek: string | null
  paused: { since: string; reason: string } | null
  blockLevel: 'none' | 'impact' | 'programme'
  /** What speaks by now against the running and jumping that is in it, in words. */
  impactAgainst: readonly string[]
  programVersion: number
}

export type ProgramPage = {
  caseId: string
  today: Day
  mayWrite: boolean
  closed: boolean
  draft: BuilderView | null
  current: CurrentView | null
  versions: readonly VersionLine[]
  /** Whether the next phase may begin. */
  next: NextStep | null
  /** The distance of this week; null below stage 10 and while running is stopped. */
  week: WeekAdvice | null
  /** Why more than now waits for the safety questions, in words; null when it does not. */
  stale: string | null
  /** What the rules advise after the logs: what waits, and what was decided lately. */
  suggestions: { open: readonly SuggestionView[]; past: readonly SuggestionView[] }
  /** Whether changes of dose apply themselves, by whose order and since when; null: they wait. */
  standing: { byName: string; since: string } | null
}

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

const phaseOf = (content: ProgramVersionContent, wanted: string | undefined, fallback: string | null) =>
  content.phases.find((phase) => phase.key === wanted) ??
  content.phases.find((phase) => phase.key === fallback) ??
  content.phases[0]

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
    const target = await prescribedCase(tx, caseId, readablePrograms(actor, now), now)
    const onTeam = (await tx.case.count({ where: { id: caseId, ...teamCases(actor) } })) > 0
    const active = await activeProgram(tx, caseId, target.today)
    const draft = await draftOf(tx, target)
    const runsOrJumps = active !== null && impactNames(active.content).length > 0
    const facts = draft || runsOrJumps ? await publishFacts(tx, target, now) : null
    const safety = facts ?? (await caseSafety(tx, target, target.today))
    const { blockLevel } = safety
    const known = { safety, ...(facts ? { examined: facts.examined } : {}) }
    const newest = draft && (!active || active.upcoming) ? await newestPublished(tx, target) : draft && active
    const runStopId = draft && (await acceptedRunStop(tx, target))
    const entry = draft && facts && (await entryFacts(tx, actor, target, known, now))
    const program = await tx.program.findFirst({
      where: { clinicId: target.clinicId, caseId },
      select: { version: true, phasePosition: true, appliesSince: true, applies: { select: { name: true } } },
    })
    const goesOn = goesOnFrom(active, newest, program?.phasePosition ?? 0)
    const told = hasFromAnswers(target.answers)
    const has = target.atClinic ? { ...told, equipment: null } : told
    const hereKey = active?.phaseKey ?? null
    await recordAudit(tx, actor, { type: 'program.read', patientId: target.patientId, caseId })

    const shownDraft = draft ? phaseOf(draft.content, phaseKey, hereKey) : undefined
    const shown = active ? phaseOf(active.content, phaseKey, hereKey) : undefined
    const spans = active ? await pausesOf(tx, caseId) : []
    const runWeek = active && (await readRunWeek(tx, target, active, target.today, now))
    const loadWeek = active && (await readLoadWeek(tx, target, active, target.today, now))
    const week = active
      ? weekOfPhase(active.phaseStartedOn, target.today, pausedDays(spans, target.today))
      : 0
    return {
      caseId,
      today: target.today,
      mayWrite: onTeam && !target.facts.closed,
      closed: target.facts.closed,
      draft:
        draft && facts && entry && shownDraft
          ? {
              caseId,
              versionId: draft.id,
              number: draft.number,
              version: draft.version,
              saved: timeText(draft.savedAt, target.timeZone, now),
              begunAt: draft.createdAt,
              templateName: templateById(draft.content.templateId ?? '')?.title ?? null,
              phases: phaseLines(draft.content, hereKey),
              phase: builderPhase(shownDraft, has, blockLevel, target.limits),
              seen: seenOf(draft.content, shownDraft),
              has: { minutes: has.minutes, days: has.days },
              changes: newest
                ? { number: newest.number, list: versionDiff(newest.content, draft.content) }
                : null,
              publish: {
                blockers: publishBlockers(
                  draft.content,
                  facts,
                  // By the day that is chosen it takes the place of one or the other; publishing asks again.
                  [active, newest].find((one) => one && onlyLowers(one.content, draft.content))?.content,
                ),
                today: target.today,
                phaseKey:
                  draft.content.phases.find((phase) => phase.key === hereKey)?.key ??
                  draft.content.phases[0]?.key ??
                  '',
                programVersion: program?.version ?? 1,
                begins: draft.content.phases.map((phase) => {
                  const choice = choiceOf(draft.content, phase, goesOn, entry, target.limits)
                  const checks = withoutImpact(choice.checks)
                  return beginView({ ...choice, checks }, caseId, entry.readings)
                }),
                impact: impactPermission(draft.content, facts.examined),
                careful: {
                  names: carefulNames(draft.content, facts.careful),
                  known: !facts.careful.notKnown.includes('pregnancy'),
                },
                first: newest === null,
                upcoming: active?.upcoming ?? null,
                runStopId,
                patient: { id: target.patientId, reach: target.reach },
              },
            }
          : null,
      current:
        active && shown
          ? {
              number: active.number,
              startsOn: active.startsOn,
              upcoming: active.upcoming,
              phases: phaseLines(active.content, active.phaseKey),
              phase: builderPhase(shown, has, blockLevel, target.limits),
              hereKey: active.phaseKey,
              phaseStartedOn: active.phaseStartedOn,
              week,
              runWeek: runWeek ? runWeekText(runWeek) : loadWeekText(loadWeek, week),
              paused: active.paused,
              blockLevel,
              impactAgainst: facts ? impactPermission(active.content, facts.examined).against : [],
              programVersion: program?.version ?? 1,
            }
          : null,
      stale: staleText(safety.screen),
      versions: await versionLines(tx, target, active?.number ?? null),
      next: active && !draft ? await nextStep(tx, actor, target, known, now) : null,
      week: active && !draft && target.status === 'open' ? await weekDistance(tx, target, active, now) : null,
      suggestions: await caseSuggestions(tx, target, active?.content ?? null, now),
      standing: program?.appliesSince
        ? {
            byName: program.applies?.name ?? '',
            since: dayText(dayIn(target.timeZone, program.appliesSince), target.today),
          }
        : null,
    }
  })
}
