import { WithPhones } from '#components/ui/phone-links.tsx'
import type { PatientMessages } from '#lib/flags/messages/rules.ts'
import type { FormFrame } from '#lib/intake/drafts/queries.ts'

type Numbers = FormFrame['numbers']
export const allNumbers = (numbers: Numbers): string[] => [
  numbers.emergencyNumber,
  numbers.clinicPhone,
  numbers.outOfHoursPhone,
]

/** The first sentence is the heading; the rest follows as it stands in the specification. */
export function headAndRest(message: string): [head: string, rest: string] {
  const end = message.indexOf('. ')
  return end < 0 ? [message, ''] : [message.slice(0, end), message.slice(end + 2)]
}

/** The lines that belong to single answers, and what a minor is told. */
export function SafetyLines({ messages, numbers }: { messages: PatientMessages; numbers: Numbers }) {
  const lines = [...messages.lines, ...(messages.guardian ? [messages.guardian] : [])]
  if (lines.length === 0) return null
  return (
    <ul className="grid gap-3">
      {lines.map((line) => (
        <li key={line} className="flex gap-3 text-read font-medium">
          <span aria-hidden="true" className="mt-2.5 h-1.5 w-1.5 shrink-0 rounded-full bg-red" />
          <span>
            <WithPhones text={line} numbers={allNumbers(numbers)} />
          </span>
        </li>
      ))}
    </ul>
  )
}
