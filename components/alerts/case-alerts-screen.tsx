import { LimitList } from '#components/limits/limit-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import type { CaseAlerts } from '#lib/alerts/queries.ts'
import type { ClosedCard } from '#lib/alerts/worklist/schema.ts'
import { AlertItem } from './alert-item.tsx'

function Closed({ alert }: { alert: ClosedCard }) {
  return (
    <li className="border-t border-line py-2.5 text-dense first:border-t-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="font-medium">{alert.title}</h3>
        <span className="text-caption text-ink-3">
          {alert.severityText}. <span className="num">{alert.periodText}</span>
        </span>
      </div>
      <p className="break-words text-ink-2">{alert.outcome}</p>
      {alert.lines.length > 0 ? (
        <Disclosure summary="What happened">
          <ol className="grid gap-0.5 pl-5">
            {alert.lines.map(({ id, at, atText, text, note }) => (
              <li key={id} className="break-words">
                <time dateTime={at} className="num text-ink-3">
                  {atText}
                </time>{' '}
                {text}
                {note ? `: ${note}` : ''}
              </li>
            ))}
          </ol>
        </Disclosure>
      ) : null}
    </li>
  )
}

/** The alerts of a case: open, closed, and the limits of its rules. */
export function CaseAlertsScreen({ view, saved }: { view: CaseAlerts; saved: string | null }) {
  const { frame, open, closed, limits, notAsked, unlooked } = view
  return (
    <div className="max-w-4xl grow px-4 pt-4 pb-8 lg:px-6">
      {unlooked ? (
        <Notice
          tone="amber"
          className="mb-4"
          title={`The rules have not looked at the cases by night since ${unlooked}`}
        >
          Alerts that come with time are missing: look at its log, its flags and its next review yourself.
        </Notice>
      ) : null}
      {notAsked ? (
        <Notice
          tone="amber"
          className="mb-4"
          title={`The rules could not look at this case in the night of ${notAsked}`}
        >
          Alerts that come with time may be missing: look at its log, its flags and its next review yourself.
        </Notice>
      ) : null}
      <Section title="Open alerts" line={false}>
        {open.length === 0 ? (
          <p className="text-dense text-ink-3">
            No open alert. The rules look at every new entry at once and at the case each night.
          </p>
        ) : (
          <ul className="-mt-2">
            {open.map((alert) => (
              <AlertItem key={alert.id} alert={alert} mayWrite={frame.onTeam} />
            ))}
          </ul>
        )}
      </Section>
      <Section title="Closed alerts">
        {closed.length === 0 ? (
          <p className="text-dense text-ink-3">None yet.</p>
        ) : (
          <ul className="-mt-1">
            {closed.map((alert) => (
              <Closed key={alert.id} alert={alert} />
            ))}
          </ul>
        )}
      </Section>
      <Section
        title="Limits"
        note="Numbers that rest on expert opinion. Set here they hold in this case alone."
      >
        <LimitList limits={limits} caseId={frame.caseId} mayWrite={frame.onTeam} saved={saved} />
      </Section>
    </div>
  )
}
