import { Disclosure } from '#components/ui/disclosure.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import type { AlertCard } from '#lib/alerts/worklist/schema.ts'
import { inSentence } from '#lib/dates.ts'
import { AlertForms } from './alert-forms.tsx'
import { AlertLevel } from './alert-level.tsx'
import { FlagLevel } from './flag-level.tsx'

function Why({ alert }: { alert: AlertCard }) {
  return (
    <Disclosure summary="Why" className="open:basis-full">
      <div className="grid gap-2 pb-1 pl-5">
        {alert.says ? (
          <p>
            {alert.says} <span className="text-ink-3">{alert.why}.</span>
          </p>
        ) : null}
        {alert.flags.length > 0 ? (
          <ul className="grid gap-0.5">
            {alert.flags.map(({ title, urgencyText, answered }) => (
              <li key={title}>
                {answered ? 'Answered' : 'Waits for an answer'}:{' '}
                <span className="font-medium text-base-content">{title}</span>, {inSentence(urgencyText)}
              </li>
            ))}
          </ul>
        ) : null}
        {alert.inputs.length > 0 ? (
          <ul className="grid gap-0.5">
            {alert.inputs.map(({ label, value }) => (
              <li key={label} className="num">
                {label}: <span className="font-medium text-base-content">{value}</span>
              </li>
            ))}
          </ul>
        ) : null}
        {alert.rule ? (
          <p className="text-caption">
            <code className="break-words">{alert.rule}</code>{' '}
            <TextLink href={`/library/rules?source=alerts#${alert.alertId}`}>
              rule set {alert.version}
            </TextLink>
          </p>
        ) : null}
      </div>
    </Disclosure>
  )
}

function whose({ owner, elsewhere }: AlertCard): string {
  if (elsewhere) return ', told in another treatment'
  return owner ? `, ${owner.name}` : ', nobody leads the case'
}

/**
 * One open alert: how soon, what, since when, whose, what to do; the rule and what made it true on request. `patient`: whose
 * it is, where several patients stand on one page.
 */
export function AlertItem({
  alert,
  patient = false,
  mayWrite,
}: {
  alert: AlertCard
  patient?: boolean
  mayWrite: boolean
}) {
  const Heading = patient ? 'h2' : 'h3'
  const waiting = alert.flags.filter(({ answered }) => !answered)
  const graver = waiting.find(({ urgency }) => alert.severity !== 'urgent' || urgency === 'emergency')
  return (
    <li className="border-t border-line py-3 first:border-t-0">
      {patient ? (
        <div className="mb-1 flex flex-wrap items-baseline gap-x-2 text-dense">
          <TextLink href={`/cases/${alert.caseId}`}>{alert.patient.name}</TextLink>
          <span className="num text-caption text-ink-3">
            {alert.patient.number} · {alert.caseText}
          </span>
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Heading className="text-dense font-semibold">
          {[alert.title, waiting.map(({ title }) => title).join('; ')].filter(Boolean).join(': ')}
        </Heading>
        {graver ? (
          <FlagLevel flag={graver} />
        ) : (
          <AlertLevel severity={alert.severity} text={alert.severityText} />
        )}
        <span className="text-caption text-ink-3">
          <span className="num">
            Since {inSentence(alert.openedText)}
            {alert.askedText ? `, again ${inSentence(alert.askedText)}` : ''}
          </span>
          {whose(alert)}
          {alert.snoozedText ? `, snoozed until ${alert.snoozedText}` : ''}
        </span>
      </div>
      {alert.cameText ? <p className="num mt-0.5 text-dense">{alert.cameText}.</p> : null}
      {alert.action ? <p className="mt-0.5 text-dense">{alert.action}</p> : null}
      {alert.glass ? (
        <p className="mt-0.5 text-dense break-words">
          {alert.glass.by}: {alert.glass.reason}{' '}
          <TextLink href={`/cases/${alert.caseId}/seen`}>Who saw this case</TextLink>
        </p>
      ) : null}
      {alert.stopsPlan ? (
        <p className="mt-0.5 text-dense font-medium">
          The patient’s plan is paused until this is resolved: no exercise and no run.
        </p>
      ) : null}
      {alert.acknowledged ? (
        <p className="mt-0.5 text-dense text-ink-2">
          {alert.acknowledged.by} {alert.acknowledged.passedOn ? 'took it on' : 'is on it since'}{' '}
          {inSentence(alert.acknowledged.atText)}
          {alert.acknowledged.note ? `: ${alert.acknowledged.note}` : ''}
        </p>
      ) : null}
      {alert.done.map(({ id, text, at, atText, note }) => (
        <p key={id} className="mt-0.5 text-dense break-words text-ink-2">
          {text}, <time dateTime={at}>{inSentence(atText)}</time>
          {note ? `: ${note}` : ''}
        </p>
      ))}
      <div className="mt-1 flex flex-wrap gap-x-5">
        {alert.says || alert.rule ? <Why alert={alert} /> : null}
        {mayWrite ? <AlertForms alert={alert} /> : null}
      </div>
    </li>
  )
}
