import { PageHeader } from '#components/shell/page-header.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { MailIcon } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { FilterTabs } from '#components/ui/tabs.tsx'
import { StateMark } from '#components/ui/tag.tsx'
import { Time } from '#components/ui/time.tsx'
import { countText } from '#lib/dates.ts'
import type { Outbox, OutboxMail } from '#lib/mail/queries.ts'
import { type OutboxView, outboxViews } from '#lib/mail/schema.ts'

const states = {
  waiting: { state: 'open', text: 'Waiting' },
  sent: { state: 'on', text: 'Sent' },
  failing: { state: 'off', text: 'Not sent yet' },
  refused: { state: 'off', text: 'Refused by the mail server: check the address' },
  'given up': { state: 'off', text: 'Could not be sent' },
  'taken back': { state: 'off', text: 'Not sent: its link was taken back' },
  'too old': { state: 'off', text: 'Not sent: too old' },
} as const

function Message({ mail }: { mail: OutboxMail }) {
  const look = states[mail.state]
  return (
    <li className="px-4 py-3 lg:px-6">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-dense">
        <span className={mail.hidden ? 'text-ink-2' : 'font-semibold'}>
          {mail.hidden ? 'Its text is for whom it goes to, or who may read the record' : mail.subject}
        </span>
        <span className="break-all text-ink-2">{mail.to}</span>
        <span className="ml-auto flex items-center gap-4 text-ink-2">
          <StateMark state={look.state}>{look.text}</StateMark>
          <Time at={mail.at} text={mail.when} />
        </span>
      </div>
      {mail.text ? (
        <Disclosure summary="Read the message" className="mt-1">
          <p className="max-w-prose py-1 break-words whitespace-pre-wrap">{mail.text}</p>
        </Disclosure>
      ) : null}
    </li>
  )
}

const labels = { unsent: 'Not sent', all: 'All' } as const
const hrefOf = (view: OutboxView, after: string | null = null) =>
  `/admin/outbox?view=${view}${after ? `&after=${after}` : ''}`

function Messages({ mails, label }: { mails: readonly OutboxMail[]; label: string }) {
  if (mails.length === 0) return null
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {mails.map((mail) => (
        <Message key={mail.id} mail={mail} />
      ))}
    </ul>
  )
}

/** What the number in the navigation counts stands first, below how many these are. */
function Unsent({ outbox: { mails, stuck, further } }: { outbox: Outbox }) {
  const counted = mails.filter((mail) => mail.stuck)
  const heading = 'border-t border-line px-4 pt-4 pb-1 text-dense font-semibold lg:px-6'
  return (
    <>
      {stuck > 0 && (counted.length > 0 || !further) ? (
        <h2 className={heading}>
          {countText(stuck, 'message')} waited for a quarter of an hour or {stuck === 1 ? 'was' : 'were'}{' '}
          refused
        </h2>
      ) : null}
      <Messages mails={counted} label="Waiting for too long, or refused" />
      {counted.length > 0 && counted.length < mails.length ? <h2 className={heading}>Others</h2> : null}
      <Messages mails={mails.filter((mail) => !mail.stuck)} label="Others that were not sent" />
    </>
  )
}

export function OutboxScreen({ outbox }: { outbox: Outbox }) {
  const { view, mails, next, further } = outbox
  const stuckCount = { count: outbox.stuck }
  return (
    <>
      <PageHeader
        title="Outbox"
        note="Opening this page is in the audit"
        tabs={
          <FilterTabs
            label="Messages"
            tabs={outboxViews.map((each) => ({
              href: hrefOf(each),
              label: labels[each],
              current: each === view,
              ...(each === 'unsent' && outbox.stuck > 0 ? stuckCount : {}),
            }))}
          />
        }
      />
      <Notice className="mx-4 mt-4 mb-2 lg:mx-6">
        {outbox.sends
          ? 'Messages leave by themselves. What could not leave is tried again for a day and a half, and no longer than its link works; what the mail server refused is not.'
          : 'No mail server is set up (SMTP_URL), so every message stays here. Its link works for whoever opens it: pass it on to that person alone. A physio’s link to a new password comes from an admin who is a physio, or from the server: npm run account:link.'}
      </Notice>
      {mails.length === 0 ? (
        <div className="p-4 lg:p-6">
          <EmptyState icon={MailIcon} title={view === 'unsent' ? 'Everything was sent' : 'No messages'}>
            Invitations, forms and new passwords are sent from here.
          </EmptyState>
        </div>
      ) : view === 'unsent' && outbox.sends ? (
        <Unsent outbox={outbox} />
      ) : (
        <Messages mails={mails} label="Messages, newest first" />
      )}
      {next || further ? (
        <Pagination
          summary={countText(mails.length, 'message')}
          newest={further ? hrefOf(view) : undefined}
          next={next ? hrefOf(view, next) : undefined}
        />
      ) : null}
    </>
  )
}
