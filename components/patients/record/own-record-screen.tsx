import type { ReactNode } from 'react'
import { PatientSignOut } from '#components/accounts/patient-sign-out.tsx'
import { DownloadLink, LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Card } from '#components/ui/section.tsx'
import type { OwnRecord, RequestKind } from '#lib/patients/record/schema.ts'
import { AgreedList } from './agreed-list.tsx'
import { RequestForms } from './request-forms.tsx'
import { SeenList } from './seen-list.tsx'

const askedWords: Readonly<Record<RequestKind, string>> = {
  export: 'We have your request for a copy. The clinic will contact you.',
  correction: 'We have your request for a correction. The clinic will contact you.',
  erasure: 'We have your request to erase your data. You find our answer here within a month.',
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mb-4">
      <Card phone>
        <h2 className="mb-2 text-read font-semibold">{title}</h2>
        {children}
      </Card>
    </section>
  )
}

/** What a patient may know about her own record: who saw it, what she agreed to, and how to ask for more. */
export function OwnRecordScreen(props: {
  name: string
  record: OwnRecord
  asked: RequestKind | null
  back: boolean
}) {
  const { name, record, asked, back } = props
  return (
    <>
      <h1 className="mb-4 text-ask font-semibold [overflow-wrap:anywhere]">{name}</h1>
      {asked ? <Notice tone="done" live="status" title={askedWords[asked]} className="mb-4" /> : null}
      {back ? (
        <Notice tone="done" live="status" title="You took your request back." className="mb-4" />
      ) : null}
      <Part title="Your details">
        <dl className="grid gap-2">
          {record.details.map(({ term, value }) => (
            <div key={term}>
              <dt className="text-label text-ink-2">{term}</dt>
              <dd className="text-read [overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-label text-ink-2">Something is wrong? Ask for a correction below.</p>
      </Part>
      <Part title="Who saw your record">
        <SeenList seen={record.seen} />
        <nav aria-label="Earlier and later" className="mt-2 flex flex-wrap gap-2">
          {record.page > 0 ? (
            <LinkButton size="phone" href={`/my/record?page=${record.page - 1}`}>
              Later
            </LinkButton>
          ) : null}
          {record.more ? (
            <LinkButton size="phone" href={`/my/record?page=${record.page + 1}`}>
              Earlier
            </LinkButton>
          ) : null}
        </nav>
      </Part>
      <Part title="What you agreed to">
        <AgreedList record={record} />
      </Part>
      <Part title="Take it with you">
        <p className="text-label text-ink-2">
          Your details, your answers, your program and everything you entered, as a file that other programs
          can read.
        </p>
        <DownloadLink size="phone" href="/my/record/export" className="mt-3">
          Download my data (JSON)
        </DownloadLink>
      </Part>
      <Part title="Ask the clinic">
        <RequestForms requests={record.requests} phone={record.clinicPhone} />
      </Part>
      <Part title="Where you are signed in">
        <ul className="divide-y divide-line">
          {record.sessions.map(({ id, since, lastSeen, here }) => (
            <li key={id} className="num py-2 text-label">
              <span className="block font-semibold">{here ? 'This device' : 'Another device'}</span>
              <span className="text-ink-2">
                Signed in: {since}. Last used: {lastSeen}
              </span>
            </li>
          ))}
        </ul>
        <PatientSignOut several={record.sessions.length > 1} />
      </Part>
    </>
  )
}
