import { Disclosure } from '#components/ui/disclosure.tsx'
import { countText } from '#lib/dates.ts'

/** What a program would change to fit the person, and what does not fit. */
export function FitChanges({ notices }: { notices: readonly string[] }) {
  if (notices.length === 0) return <p className="mt-1 text-dense text-teal-ink">Fits as it is</p>
  return (
    <Disclosure summary={`${countText(notices.length, 'change')} to fit`} className="mt-1">
      <ul className="list-disc pl-5">
        {notices.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Disclosure>
  )
}
