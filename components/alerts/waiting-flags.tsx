import { TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import type { WaitingFlag } from '#lib/alerts/worklist/schema.ts'
import { inSentence } from '#lib/dates.ts'
import { FlagLevel } from './flag-level.tsx'

/** Red flags that nobody has answered: above the alerts, because each is answered in its case. */
export function WaitingFlags({ flags }: { flags: readonly WaitingFlag[] }) {
  if (flags.length === 0) return null
  return (
    <div className="max-w-4xl px-4 pt-4 lg:px-6">
      <Section
        title="Red flags that wait for an answer"
        note="Call the patient, then answer the flag in the case. A closed case is reopened first."
        line={false}
      >
        <ul>
          {flags.map((flag) => (
            <li key={flag.id} className="border-t border-line py-3 first:border-t-0">
              <div className="mb-1 flex flex-wrap items-baseline gap-x-2 text-dense">
                <TextLink href={`/cases/${flag.caseId}`}>{flag.patient.name}</TextLink>
                <span className="num text-caption text-ink-3">
                  {flag.patient.number} · {flag.caseText}
                </span>
              </div>
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <h3 className="text-dense font-semibold">{flag.title}</h3>
                <FlagLevel flag={flag} />
                <span className="text-caption text-ink-3">
                  <span className="num">Since {inSentence(flag.raisedText)}</span>
                  {flag.owner ? `, ${flag.owner.name}` : ', nobody leads the case'}
                </span>
              </div>
              {flag.cameText ? <p className="num mt-0.5 text-dense">{flag.cameText}.</p> : null}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
