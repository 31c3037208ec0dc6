import { Disclosure } from '#components/ui/disclosure.tsx'
import { Facts } from '#components/ui/section.tsx'
import { weekLimit } from '#lib/programs/progression/distance/rules.ts'
import type { WeekAdvice } from '#lib/programs/progression/distance/schema.ts'

/** What she reads meanwhile. */
const single = ({ capKm, unit }: Pick<WeekAdvice, 'capKm' | 'unit'>) =>
  capKm ? ` No single run above ${weekLimit(capKm, unit)}.` : ''

function said(week: WeekAdvice): string {
  switch (week.state) {
    case 'target':
      return `Up to ${weekLimit(week.km, week.unit)}: ${week.why}. No single run above ${weekLimit(week.capKm, week.unit)}.`
    case 'single':
      return `No single run above ${weekLimit(week.capKm, week.unit)}: ${week.why}.`
    case 'begin':
      return `Begin with: ${week.run}: ${week.why}.${single(week)}`
    case 'waits':
      return `${week.why}${single(week)}`
    case 'not_assessed':
      return `Not assessed. Missing: ${week.missing}.${single(week)}`
  }
}

/**
 * The distance of this week at stage 10, or of one run without stages, with the rule and what it read. Worked out for this
 * moment.
 */
export function WeekDistance({ week }: { week: WeekAdvice }) {
  return (
    <section aria-labelledby="week-distance" className="border-t border-line py-3">
      <h3 id="week-distance" className="text-dense font-semibold">
        {week.state === 'single' || week.state === 'begin' ? 'Distance of a run' : 'Distance this week'}
      </h3>
      <p className="num text-dense">{said(week)}</p>
      <Disclosure summary="Why: programs 6.4" className="mt-1">
        <p className="text-caption">{week.rule}</p>
        <div className="mt-1.5">
          <Facts width="11rem" items={week.facts.map(({ term, value }) => ({ term, value }))} />
        </div>
        <p className="mt-1.5 text-caption text-ink-2">
          One change at a time: first frequency, then distance, hills up, hills down, speed; one week between
          two changes.
        </p>
      </Disclosure>
    </section>
  )
}
