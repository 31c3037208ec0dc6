import { ShieldCheckIcon, SirenIcon, TriangleAlertIcon } from '#components/ui/icons.tsx'
import { Still } from '#components/ui/still.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { severityWords } from '#lib/alerts/schema.ts'
import { inSentence } from '#lib/dates.ts'
import type { ReviewRecord } from '#lib/review/record/schema.ts'

type Safety = ReviewRecord['safety']

const grave = ['emergency', 'same_day']

function Flag({ flag }: { flag: Safety['flags'][number] }) {
  const red = grave.includes(flag.level)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <Tag tone={red ? 'red' : 'amber'} icon={red ? SirenIcon : TriangleAlertIcon}>
        {flag.urgency}
      </Tag>
      <span className="font-semibold">{flag.title}</span>
      <span className="num text-caption text-ink-3">since {inSentence(flag.sinceText)}</span>
    </li>
  )
}

function Alert({ alert }: { alert: Safety['alerts'][number] }) {
  const { severity } = alert
  const tone = severity === 'urgent' ? 'red' : severity === 'act' ? 'amber' : 'neutral'
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <Tag tone={tone}>{severityWords[severity]}</Tag>
      <span className="font-semibold">{alert.title}</span>
      <span className="num text-caption text-ink-3">since {inSentence(alert.sinceText)}</span>
      {alert.acknowledged ? <span className="text-ink-2">{alert.acknowledged}</span> : null}
    </li>
  )
}

/** What is dangerous, before anything else. Without it one calm line. `answerAt`: the case, where both are answered. */
export function SafetyPart({ safety, answerAt }: { safety: Safety; answerAt?: string | undefined }) {
  const { flags, alerts, screenComplete, impactAgainst = [] } = safety
  const clear = flags.length + alerts.length + impactAgainst.length === 0 && screenComplete
  return (
    <section aria-label="Flags and alerts" className="pb-4 text-dense">
      <Still>
        {clear ? (
          <p className="flex items-center gap-2">
            <ShieldCheckIcon className="text-primary" />
            No open flag, no open alert
          </p>
        ) : (
          <>
            <h3 className="pb-1 text-heading font-semibold">Flags and open alerts</h3>
            {screenComplete ? null : (
              <p className="pb-1 text-ink-2">The safety questions are not complete.</p>
            )}
            {impactAgainst.length > 0 ? (
              <p className="pb-1 font-semibold">
                What was found speaks against running and jumping, which the program has:{' '}
                {impactAgainst.join('; ')}.
              </p>
            ) : null}
            <ul className="divide-y divide-line">
              {flags.map((flag) => (
                <Flag key={flag.title} flag={flag} />
              ))}
              {alerts.map((alert) => (
                <Alert key={`${alert.title} ${alert.sinceText}`} alert={alert} />
              ))}
            </ul>
            {answerAt ? (
              <p className="no-print flex gap-4 pt-1 font-medium text-primary">
                {flags.length > 0 ? <a href={answerAt}>Answer the flags</a> : null}
                {alerts.length > 0 ? <a href={`${answerAt}/alerts`}>Answer the alerts</a> : null}
              </p>
            ) : null}
          </>
        )}
      </Still>
    </section>
  )
}
