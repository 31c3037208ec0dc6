import { KeyRoundIcon } from '#components/ui/icons.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Seen } from '#lib/patients/record/schema.ts'

/** A line a day and person. Opening it from outside the team stands out by a mark and by its words. */
export function SeenList({ seen }: { seen: readonly Seen[] }) {
  if (seen.length === 0) return <p className="text-label text-ink-2">Nobody has opened your record yet.</p>
  return (
    <ul className="divide-y divide-line">
      {seen.map(({ day, dayText, name, role, what, glass }) => (
        <li key={`${day} ${name} ${what}`} className="py-2.5 text-label">
          <span className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-semibold [overflow-wrap:anywhere]">
              {name}
              {role ? <span className="font-normal text-ink-2">, {role}</span> : null}
            </span>
            <Time at={day} text={dayText} className="text-ink-2" />
          </span>
          <span className={glass ? 'flex gap-2 font-semibold' : 'text-ink-2'}>
            {glass ? <KeyRoundIcon size={17} className="mt-0.5 shrink-0" /> : null}
            {what}
          </span>
        </li>
      ))}
    </ul>
  )
}
