import { OctagonAlertIcon, PhoneIcon } from '#components/ui/icons.tsx'
import { telOf, WithPhones } from '#components/ui/phone-links.tsx'
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

const boxes = {
  emergency: 'bg-error text-error-content',
  same_day: 'border border-red-line bg-red-soft',
  urgent_referral: 'border border-amber-line bg-amber-soft',
  routine_referral: 'bg-base-200',
  monitor: 'bg-base-200',
} as const

/** The message of the most urgent level in its color, and the lines below it. */
export function SafetyWords({ messages, numbers }: { messages: PatientMessages; numbers: Numbers }) {
  return (
    <>
      {messages.message && messages.level ? (
        <p className={`rounded-box p-4 text-read font-medium ${boxes[messages.level]}`}>
          <WithPhones text={messages.message} numbers={allNumbers(numbers)} />
        </p>
      ) : null}
      <SafetyLines messages={messages} numbers={numbers} />
    </>
  )
}

/** Whom to call now; nothing where the clinic has not entered the number. */
export function CallNow({ frame: { messages, numbers, call } }: { frame: FormFrame }) {
  if (!call) return null
  const look = messages?.level === 'emergency' ? 'btn-error' : 'btn-plain'
  return (
    <a href={telOf(call)} className={`btn h-12 w-full rounded-[0.875rem] text-label ${look}`}>
      <PhoneIcon size={18} />
      {call === numbers.clinicPhone ? `Call the clinic, ${call}` : `Call ${call}`}
    </a>
  )
}

/** On a page that says nothing before it: what has to be done now is its heading. */
export function DangerFirst({ frame }: { frame: FormFrame }) {
  const { messages, numbers } = frame
  if (!messages?.message || !messages.level) return null
  const [head, rest] = headAndRest(messages.message)
  return (
    <section className="grid gap-4">
      <div className={`grid gap-2 rounded-box p-4 ${boxes[messages.level]}`}>
        <p className="flex items-center gap-2 text-label font-semibold">
          <OctagonAlertIcon size={20} strokeWidth={2} />
          {frame.onBehalf ? `Please tell ${frame.patientName} now` : 'Please do this now'}
        </p>
        <h1 className="text-ask font-semibold">{head}</h1>
        <p className="text-read font-medium">
          <WithPhones text={rest} numbers={allNumbers(numbers)} />
        </p>
      </div>
      <CallNow frame={frame} />
      <SafetyLines messages={messages} numbers={numbers} />
    </section>
  )
}

/** On a page after the one that stopped: what has to be done now is still to be done, whatever was gone on from. */
export function StillUrgent({ frame }: { frame: FormFrame }) {
  const { messages, numbers } = frame
  if (!messages?.atOnce) return null
  return (
    <section aria-labelledby="still-urgent" className="mt-3 mb-6 grid gap-4">
      <h2 id="still-urgent" className="flex items-center gap-2 text-read font-semibold text-red-ink">
        <OctagonAlertIcon size={20} strokeWidth={2} />
        {frame.onBehalf ? `Please tell ${frame.patientName} now` : 'Please do this first'}
      </h2>
      <SafetyWords messages={messages} numbers={numbers} />
      <CallNow frame={frame} />
    </section>
  )
}
