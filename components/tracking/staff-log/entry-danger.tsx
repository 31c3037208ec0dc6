import { Notice, type NoticeTone } from '#components/ui/notice.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import type { EntryDanger } from '#lib/tracking/entries/danger/schema.ts'

const tones: Readonly<Record<EntryDanger['level'], NoticeTone>> = {
  emergency: 'alarm',
  same_day: 'red',
  urgent_referral: 'amber',
  routine_referral: 'quiet',
  monitor: 'quiet',
}

type Props = {
  /** "The run is saved." */
  saved: string
  danger: EntryDanger
  caseId: string
}

/** What an entry made for the patient tells of danger, while the patient may still be on the phone. */
export function EntryDangerNotice({ saved, danger, caseId }: Props) {
  const { flags, alerts, level, tell } = danger
  return (
    <Notice tone={tones[level]} live="alert" title={`${saved} It tells of danger:`} className="mb-4">
      <ul className="grid gap-1">
        {flags.map(({ id, title, urgencyText }) => (
          <li key={id}>
            <PageLink href={`/cases/${caseId}#flag-${id}`} className="font-semibold underline">
              {title}
            </PageLink>
            : {urgencyText}
          </li>
        ))}
        {alerts.map((title) => (
          <li key={title}>
            <PageLink href={`/cases/${caseId}/alerts`} className="font-semibold underline">
              {title}
            </PageLink>
            : Today
          </li>
        ))}
      </ul>
      {tell.length > 0 ? (
        <div className="mt-2">
          <p className="font-semibold">Tell the patient now:</p>
          {tell.map((text) => (
            <p key={text}>“{text}”</p>
          ))}
        </div>
      ) : null}
    </Notice>
  )
}
