import { PainSwatch } from '#components/ui/pain-swatch.tsx'
import { Stat, StatRow } from '#components/ui/stat.tsx'
import { dueItemsNeeded } from '#lib/tracking/progress/adherence/rules.ts'
import { painDaysNeeded } from '#lib/tracking/progress/pain/rules.ts'
import type { ProgressView } from '#lib/tracking/progress/schema.ts'
import { missingPainDays } from './words.ts'

const plural = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`

function adherenceNote({ planned, adherence }: ProgressView): string {
  if (!planned) return 'Needs a published program.'
  const { items, done } = adherence
  if (items.value === null)
    return `Needs ${dueItemsNeeded} exercises due in the last 14 days; ${items.of} so far.`
  return `${done} of ${plural(adherence.planned, 'session')} done, ${items.of} exercises due`
}

/** The three numbers of the page, each with what it rests on or what it still needs. */
export function ProgressStats({ progress }: { progress: ProgressView }) {
  const { pain7, adherence, runs7 } = progress
  const { value } = adherence.items
  return (
    <StatRow label="Now">
      <Stat
        label="Pain, 7-day mean of the worst pain"
        value={pain7.mean === null ? null : pain7.mean.toFixed(1)}
        unit="of 10"
        picture={<PainSwatch value={pain7.mean} digits={1} />}
        note={
          pain7.mean === null
            ? missingPainDays(pain7.days, painDaysNeeded)
            : `${plural(pain7.days, 'day')} with an entry`
        }
      />
      <Stat
        label="Exercises done, last 14 days"
        value={value === null ? null : `${Math.round(value)}`}
        unit="%"
        note={adherenceNote(progress)}
      />
      <Stat
        label="Running, last 7 days"
        value={runs7 === null ? '0' : `${runs7.km}`}
        unit="km"
        note={
          runs7 === null ? 'No run logged' : `${plural(runs7.count, 'run')}, the longest ${runs7.longest} km`
        }
      />
    </StatRow>
  )
}
