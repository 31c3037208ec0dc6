import 'server-only'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { addDays, type Day, dayText, fromDbDate, inSentence, timeText, toDbDate } from '#lib/dates.ts'
import type { Tx } from '#lib/db/as-actor.ts'
import type { ProgramVersionContent } from '#lib/programs/schema.ts'
import { phaseSubject, runSubject } from './kept/rules.ts'
import type { Advice, Change, SuggestionView } from './schema.ts'

const nameOf = (subject: string, change: Change, content: ProgramVersionContent | null): string => {
  if (subject === runSubject) return 'Running'
  if (subject === phaseSubject) return 'Phase'
  const item = content?.phases.flatMap(({ items }) => items).find(({ key }) => key === subject)
  const id = change.kind === 'swap' ? change.from : (item?.exerciseId ?? '')
  return exerciseById(id)?.name ?? 'An exercise'
}

/** How long an answered suggestion stays on the page. */
const SHOWN_DAYS = 14

type Ask = { clinicId: string; caseId: string; today: Day; timeZone: string }

/**
 * What waits, gravest first, and what was decided or noted in the last 14 days. For the care team, in the transaction
 * of a page that has checked the case and records the reading.
 */
export async function caseSuggestions(
  tx: Tx,
  { clinicId, caseId, today, timeZone }: Ask,
  content: ProgramVersionContent | null,
  now: Date,
): Promise<{ open: SuggestionView[]; past: SuggestionView[] }> {
  const rows = await tx.suggestion.findMany({
    where: {
      clinicId,
      caseId,
      state: { not: 'superseded' },
      OR: [{ state: 'open' }, { day: { gte: toDbDate(addDays(today, -SHOWN_DAYS)) } }],
    },
    // What waits comes first in the order of states, so that none of it is cut off.
    orderBy: [{ state: 'asc' }, { createdAt: 'desc' }, { id: 'desc' }],
    take: 60,
    include: { decidedBy: { select: { name: true } } },
  })
  const newestFirst = rows.toSorted(
    (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1),
  )
  const views = newestFirst.map((row): SuggestionView => {
    const change = row.change as Change
    return {
      id: row.id,
      state: row.state,
      advice: row.advice as Advice,
      text: row.text,
      ruleId: row.ruleId,
      rule: row.rule,
      reason: row.reason ?? '',
      itself: row.itself,
      name: nameOf(row.subject, change, content),
      inputs: row.inputs as SuggestionView['inputs'],
      acceptable: change.kind !== 'none' && change.kind !== 'phase',
      dayText: dayText(fromDbDate(row.day), today),
      answered: row.decidedAt
        ? `${row.decidedBy?.name ?? ''}, ${inSentence(timeText(row.decidedAt, timeZone, now))}`
        : null,
    }
  })
  const order: readonly Advice[] = ['stop', 'regress', 'progress', 'hold']
  return {
    open: views
      .filter(({ state }) => state === 'open')
      .sort((a, b) => order.indexOf(a.advice) - order.indexOf(b.advice)),
    past: views.filter(({ state }) => state !== 'open').slice(0, 12),
  }
}
