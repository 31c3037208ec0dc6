import { LinkButton } from '#components/ui/link-button.tsx'
import { telOf, WithPhones } from '#components/ui/phone-links.tsx'
import type { WaitWords as Words } from '#lib/tracking/waits/schema.ts'

/** Why the plan waits, with numbers that can be called. It stands inside a notice. */
export function WaitWords({ words: { messages, call, numbers, ask } }: { words: Words }) {
  return (
    <div className="grid gap-2 text-label">
      {messages.map((text) => (
        <p key={text}>
          <WithPhones text={text} numbers={numbers} />
        </p>
      ))}
      {ask ? (
        <LinkButton href={ask} size="phone" className="w-fit">
          Answer the safety questions
        </LinkButton>
      ) : null}
      {call ? (
        <a className="inline-flex min-h-11 items-center font-semibold underline" href={telOf(call)}>
          Call {call}
        </a>
      ) : null}
    </div>
  )
}
