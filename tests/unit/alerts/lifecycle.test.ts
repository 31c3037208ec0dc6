import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '#lib/alerts/findings/schema.ts'
import { alertChanges, snoozeDays, snoozeProblem } from '#lib/alerts/lifecycle/rules.ts'
import type { AlertChange, ClosedAlert, Moment, OpenAlert } from '#lib/alerts/lifecycle/schema.ts'
import { dueDay } from '#lib/alerts/nightly/rules.ts'
import { type Severity, severities } from '#lib/alerts/schema.ts'
import { alertTable } from '#lib/content/alerts/table.ts'
import { addDays } from '#lib/dates.ts'

const today = '2026-05-10'
const causeSince = () => null
const night: Moment = { today, when: 'night', entryId: null, partOf: () => false, causeSince }
const entry = (id = 'entry'): Moment => ({
  today,
  when: 'entry',
  entryId: id,
  partOf: () => true,
  causeSince,
})

const yes = (alertId: string, severity: Severity): Finding => ({
  alertId,
  severity,
  truth: 'T',
  rule: 'rule',
  inputs: {},
})
const no = (alertId: string, truth: 'F' | 'N' = 'F'): Finding => ({
  alertId,
  truth,
  severity: null,
  rule: '',
  inputs: {},
})
const opened = (alertId: string, severity: Severity, more: Partial<OpenAlert> = {}): OpenAlert => ({
  id: 'row',
  alertId,
  severity,
  acknowledged: false,
  acknowledgedAt: null,
  snoozed: false,
  notTrueSince: null,
  sourceId: null,
  ...more,
})
const closed = (alertId: string, severity: Severity, daysAgo: number): ClosedAlert => ({
  alertId,
  severity,
  closedOn: addDays(today, -daysAgo),
  closedAt: Date.parse(addDays(today, -daysAgo)),
})
const one = (
  open: OpenAlert | null,
  past: readonly ClosedAlert[],
  finding: Finding,
  moment: Moment = night,
): AlertChange['kind'] | null => alertChanges(open ? [open] : [], past, [finding], moment)[0]?.kind ?? null

describe('an alert', () => {
  it('opens once, and not while it is not assessed', () => {
    expect(one(null, [], yes('al_flare', 'watch'))).toBe('open')
    expect(one(opened('al_flare', 'watch'), [], yes('al_flare', 'watch'))).toBeNull()
    expect(one(null, [], no('al_flare', 'N'))).toBeNull()
    expect(one(null, [], no('al_flare'))).toBeNull()
  })

  it('asks for somebody again when it names more than it did', () => {
    const open = opened('al_limit_flag', 'act', { acknowledged: true })
    expect(one(open, [], yes('al_limit_flag', 'act'))).toBeNull()
    expect(one(open, [], yes('al_limit_flag', 'act'), { ...night, adds: () => true })).toBe('again')
  })

  it('closes at once when a graver one says what there is to say', () => {
    const yielding = { ...no('al_no_log_7'), yieldsTo: 'the alert of a longer silence stands for it' }
    expect(one(opened('al_no_log_7', 'watch'), [], yielding)).toBe('end')
    expect(one(opened('al_no_log_7', 'watch', { notTrueSince: today }), [], yielding, entry())).toBe('end')
    expect(one(null, [], yielding)).toBeNull()
  })

  it('is raised when its severity rises, also while it is acknowledged or snoozed, and never lowered', () => {
    for (const more of [{}, { acknowledged: true }, { snoozed: true }])
      expect(one(opened('al_flare', 'watch', more), [], yes('al_flare', 'act'))).toBe('raise')
    expect(one(opened('al_flare', 'act'), [], yes('al_flare', 'watch'))).toBeNull()
  })

  it('closes by itself when it has not been true for 7 days', () => {
    const since = (days: number, more: Partial<OpenAlert> = {}) =>
      opened('al_flare', 'watch', { notTrueSince: addDays(today, -days), ...more })
    expect(one(opened('al_flare', 'watch'), [], no('al_flare'))).toBe('not_true')
    expect(one(since(6), [], no('al_flare'))).toBeNull()
    expect(one(since(7), [], no('al_flare'))).toBe('end')
    expect(one(since(7), [], no('al_flare', 'N'))).toBe('end')
    expect(one(since(6), [], yes('al_flare', 'watch'))).toBe('true_again')
    expect(one(since(7, { snoozed: true }), [], no('al_flare'))).toBe('end')
  })

  it('does so when it is urgent never, and when it asks for action only acknowledged and known to be false', () => {
    const long = (alertId: string, severity: Severity, acknowledged: boolean) =>
      opened(alertId, severity, { acknowledged, notTrueSince: addDays(today, -30) })
    expect(one(long('al_flag_overdue', 'urgent', true), [], no('al_flag_overdue'))).toBeNull()
    expect(one(long('al_flare', 'act', false), [], no('al_flare'))).toBeNull()
    expect(one(long('al_flare', 'act', true), [], no('al_flare', 'N'))).toBeNull()
    expect(one(long('al_flare', 'act', true), [], no('al_flare'))).toBe('end')
  })

  it('does not open again within 7 days of closing, unless it is graver', () => {
    expect(one(null, [closed('al_flare', 'watch', 6)], yes('al_flare', 'watch'))).toBeNull()
    expect(one(null, [closed('al_flare', 'act', 6)], yes('al_flare', 'watch'))).toBeNull()
    expect(one(null, [closed('al_flare', 'watch', 6)], yes('al_flare', 'act'))).toBe('open')
    expect(one(null, [closed('al_flare', 'watch', 7)], yes('al_flare', 'watch'))).toBe('open')
    // The newest closing counts, in whatever order they come.
    const past = [
      closed('al_flare', 'watch', 20),
      closed('al_flare', 'watch', 2),
      closed('al_flare', 'watch', 9),
    ]
    expect(one(null, past, yes('al_flare', 'watch'))).toBeNull()
  })

  const always = alertTable
    .filter(({ always }) => always)
    .map(({ id, levels }) => [id, levels[0]?.severity ?? 'info'] as const)
  it.each(always)(
    '%s opens again with each new entry that makes it true, and asks again when it is open',
    (id, grade) => {
      expect(one(null, [closed(id, grade, 0)], yes(id, grade), entry())).toBe('open')
      expect(one(null, [closed(id, grade, 0)], yes(id, grade), night)).toBeNull()
      expect(
        one(null, [closed(id, grade, 0)], yes(id, grade), { ...entry(), partOf: () => false }),
      ).toBeNull()
      expect(one(opened(id, grade, { acknowledged: true }), [], yes(id, grade), entry())).toBe('again')
      expect(one(opened(id, grade, { sourceId: 'entry' }), [], yes(id, grade), entry())).toBeNull()
      expect(one(opened(id, grade, { acknowledged: true }), [], yes(id, grade), night)).toBeNull()
    },
  )

  it('tells of a second flag that waits too long, which comes with no entry', () => {
    const id = 'al_flag_overdue'
    const at = (daysAgo: number): Moment => ({
      ...night,
      causeSince: (alertId) => (alertId === id ? Date.parse(addDays(today, -daysAgo)) : null),
    })
    const found = yes(id, 'urgent')
    // Closed two days ago: the flag that was overdue then, and one since.
    expect(one(null, [closed(id, 'urgent', 2)], found, at(3))).toBeNull()
    expect(one(null, [closed(id, 'urgent', 2)], found, at(1))).toBe('open')
    const seen = opened(id, 'urgent', {
      acknowledged: true,
      acknowledgedAt: Date.parse(addDays(today, -2)),
    })
    expect([at(3), at(1)].map((moment) => one(seen, [], found, moment))).toEqual([null, 'again'])
    expect(one(opened(id, 'urgent'), [], found, at(1))).toBeNull()
  })

  it('about another entry is not touched by one that does not make it true', () => {
    expect(one(opened('al_session_spike', 'watch'), [], no('al_session_spike', 'N'), entry())).toBeNull()
    expect(one(opened('al_session_spike', 'watch'), [], no('al_session_spike'), night)).toBe('not_true')
    expect(one(opened('al_flare', 'watch'), [], no('al_flare'), entry())).toBe('not_true')
  })

  it('can be put aside for as long as its severity allows; what is urgent not at all', () => {
    expect(snoozeProblem('urgent', today, addDays(today, 1))).toMatch(/urgent/)
    expect(snoozeProblem('act', today, addDays(today, 7))).toBeNull()
    expect(snoozeProblem('act', today, addDays(today, 8))).toBe('Choose a day within 7 days.')
    expect(snoozeProblem('watch', today, addDays(today, 28))).toBeNull()
    expect(snoozeProblem('info', today, addDays(today, 29))).toMatch(/28/)
    expect(snoozeProblem('watch', today, today)).toMatch(/after today/)
    expect(Object.keys(snoozeDays)).toEqual([...severities])
  })
})

/** What the store would hold after the changes. */
function applied(
  open: readonly OpenAlert[],
  past: readonly ClosedAlert[],
  changes: readonly AlertChange[],
  moment: Moment,
): { open: OpenAlert[]; past: ClosedAlert[] } {
  const rows = new Map(open.map((row) => [row.id, row]))
  const ended = [...past]
  for (const change of changes) {
    if (change.kind === 'open') {
      const id = `new ${change.finding.alertId}`
      const { alertId } = change.finding
      rows.set(id, opened(alertId, change.severity, { id, sourceId: moment.entryId }))
    } else {
      const row = rows.get(change.id)
      if (!row) throw new Error('a change of nothing')
      if (change.kind === 'end') {
        rows.delete(change.id)
        ended.push(closed(row.alertId, row.severity, 0))
      } else if (change.kind === 'not_true') rows.set(row.id, { ...row, notTrueSince: change.since })
      else if (change.kind === 'true_again') rows.set(row.id, { ...row, notTrueSince: null })
      else
        rows.set(row.id, {
          ...row,
          severity: change.severity,
          acknowledged: false,
          snoozed: false,
          notTrueSince: null,
          sourceId: moment.entryId ?? row.sourceId,
        })
    }
  }
  return { open: [...rows.values()], past: ended }
}

const severity = fc.constantFrom(...severities)
const state = fc.record({
  open: fc.option(
    fc.record({
      severity,
      acknowledged: fc.boolean(),
      snoozed: fc.boolean(),
      since: fc.option(fc.nat(20)),
      source: fc.option(fc.constantFrom('entry', 'other')),
    }),
  ),
  past: fc.option(fc.record({ severity, days: fc.nat(20) })),
  finding: fc.oneof(severity, fc.constantFrom('F' as const, 'N' as const)),
})
const world = fc.tuple(...alertTable.map(({ id }) => state.map((one) => ({ id, ...one }))))
type World = ReturnType<typeof unpack>
const unpack = (drawn: readonly (typeof world extends fc.Arbitrary<infer W> ? W : never)[number][]) => ({
  open: drawn.flatMap(({ id, open }) =>
    open
      ? [
          opened(id, open.severity, {
            id: `old ${id}`,
            acknowledged: open.acknowledged,
            snoozed: open.snoozed,
            sourceId: open.source,
            notTrueSince: open.since === null ? null : addDays(today, -open.since),
          }),
        ]
      : [],
  ),
  past: drawn.flatMap(({ id, past }) => (past ? [closed(id, past.severity, past.days)] : [])),
  findings: drawn.map(({ id, finding }) =>
    finding === 'F' || finding === 'N' ? no(id, finding) : yes(id, finding),
  ),
})

describe('whatever the alerts of a case', () => {
  const moments = fc.constantFrom(night, entry(), { ...entry(), partOf: () => false })

  it('asking again changes nothing', () => {
    fc.assert(
      fc.property(world.map(unpack), moments, ({ open, past, findings }: World, moment) => {
        const changes = alertChanges(open, past, findings, moment)
        const next = applied(open, past, changes, moment)
        expect(alertChanges(next.open, next.past, findings, moment)).toEqual([])
      }),
    )
  })

  it('at most one of a kind is open, none that is urgent closes, and none gets less grave', () => {
    fc.assert(
      fc.property(world.map(unpack), moments, ({ open, past, findings }: World, moment) => {
        const next = applied(open, past, alertChanges(open, past, findings, moment), moment)
        const kinds = next.open.map(({ alertId }) => alertId)
        expect(new Set(kinds).size).toBe(kinds.length)
        for (const before of open) {
          const now = next.open.find(({ alertId }) => alertId === before.alertId)
          if (before.severity === 'urgent') expect(now).toBeDefined()
          if (now)
            expect(severities.indexOf(now.severity)).toBeLessThanOrEqual(severities.indexOf(before.severity))
        }
      }),
    )
  })
})

describe("a clinic's round", () => {
  const clinic = (lastDay: string | null, zone = 'Europe/Zurich') => ({ clinicId: 'c', zone, lastDay })
  it('is due once a day of the clinic, from two in the morning of its own clock', () => {
    expect(dueDay(clinic(null), new Date('2026-05-09T23:59:00Z'))).toBeNull()
    expect(dueDay(clinic(null), new Date('2026-05-10T00:00:00Z'))).toBe('2026-05-10')
    expect(dueDay(clinic('2026-05-10'), new Date('2026-05-10T12:00:00Z'))).toBeNull()
    expect(dueDay(clinic('2026-05-10'), new Date('2026-05-10T22:30:00Z'))).toBeNull()
    expect(dueDay(clinic('2026-05-10', 'Asia/Tokyo'), new Date('2026-05-10T18:00:00Z'))).toBe('2026-05-11')
  })

  it('catches up once after days without a server, and on the days when the clock changes', () => {
    expect(dueDay(clinic('2026-05-05'), new Date('2026-05-10T09:00:00Z'))).toBe('2026-05-10')
    // 02:00 does not exist on this day; at 03:00 it is due.
    expect(dueDay(clinic('2026-03-28'), new Date('2026-03-29T00:59:00Z'))).toBeNull()
    expect(dueDay(clinic('2026-03-28'), new Date('2026-03-29T01:00:00Z'))).toBe('2026-03-29')
  })
})
