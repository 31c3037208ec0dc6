import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { MessageCircleIcon } from '#components/ui/icons.tsx'
import { DownloadLink, TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { FilterTabs } from '#components/ui/tabs.tsx'
import { Time } from '#components/ui/time.tsx'
import { inSentence } from '#lib/dates.ts'
import { finishRequestAction } from '#lib/patients/requests/actions.ts'
import { erasureAnswers } from '#lib/patients/requests/rules.ts'
import {
  type CopyOfCase,
  kindWords,
  type RequestList,
  type RequestRow,
  requestViews,
} from '#lib/patients/requests/schema.ts'

const labels = { open: 'Open', done: 'Done' } as const
const href = (view: string, page = 1) =>
  `/admin/requests?${new URLSearchParams({ view, ...(page > 1 ? { page: String(page) } : {}) })}`

/** What came of it, and who says so. */
function Done({ done }: { done: NonNullable<RequestRow['done']> }) {
  return (
    <p className="text-dense text-ink-2 [overflow-wrap:anywhere]">
      {done.takenBack ? (
        <>
          Taken back by the patient <Time at={done.at} text={done.text} />
        </>
      ) : (
        <>
          Done <Time at={done.at} text={done.text} /> by {done.by}: {done.note}
        </>
      )}
      {done.answer ? <span className="block">Told to the patient: {done.answer}</span> : null}
    </p>
  )
}

/** What an erasure needs besides: for who was never treated whether they are erased, and an answer that the patient reads. */
function Erasure({ request: { erasable, closedWith } }: { request: RequestRow }) {
  const others = closedWith.map((kind) => kindWords[kind]).join(' and for ')
  return (
    <div className="grid gap-3 pb-3">
      {erasable ? (
        <RadioGroup
          name="erase"
          label="Erase this person?"
          choices={[
            {
              value: 'yes',
              label: 'Erase now: name, details, form and account. This cannot be undone.',
              hint: `${others ? `The request for ${others} is closed with it. ` : ''}They read: “${erasureAnswers.erased}”`,
            },
            { value: 'no', label: 'Erase nothing', hint: 'Write below what stays and why.' },
          ]}
        />
      ) : (
        <p className="text-dense text-ink-2">
          There is a treatment, or a form with answers. The law asks to keep it, and Stepwise erases nothing
          of it.
        </p>
      )}
      <TextArea
        name="answer"
        label="What the patient reads"
        hint={erasable ? 'Left empty when you erase, they read the words above' : 'What stays and why'}
        rows={3}
        maxLength={1000}
        optional={erasable ? 'quiet' : false}
        defaultValue={erasable ? '' : erasureAnswers.kept}
      />
    </div>
  )
}

/** What a copy is made of, and by whom: nobody but the team reads a record. */
function Copies({ copies, name }: { copies: readonly CopyOfCase[]; name: string }) {
  return (
    <div className="grid gap-2 text-dense text-ink-2">
      {copies.length === 0 ? (
        <p>
          There is no case, so there is nothing that a physio wrote. What {name} gave – details, answers,
          consents – is in the file that “Me” offers under “Take it with you”. Say so to them.
        </p>
      ) : null}
      {copies.map(({ caseId, opened, makes, team }) =>
        makes ? (
          <div key={caseId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <DownloadLink href={`/cases/${caseId}/export`}>
              Record of the case from {inSentence(opened)} (JSON)
            </DownloadLink>
          </div>
        ) : (
          <p key={caseId} className="[overflow-wrap:anywhere]">
            Case from {inSentence(opened)}: the record opens to the care team alone.{' '}
            {team.length > 0
              ? `${new Intl.ListFormat('en').format(team)} can download it on the page of the case. Ask ${team.length > 1 ? 'one of them' : 'for it'}.`
              : 'Nobody of the team is here any more. Put somebody on it on the page of the patient.'}
          </p>
        ),
      )}
    </div>
  )
}

function DoneForm({ request }: { request: RequestRow }) {
  const { id, kind, patient } = request
  return (
    <ActionForm
      action={finishRequestAction}
      idPrefix={`r${id}`}
      label={`${patient.name}: ${kindWords[kind]}`}
      className="max-w-xl"
    >
      <input type="hidden" name="requestId" value={id} />
      {kind === 'erasure' ? <Erasure request={request} /> : null}
      <div className="flex flex-wrap items-end gap-3">
        <TextField name="note" label="What was done" maxLength={300} autoComplete="off" className="grow" />
        <SubmitButton>
          Done
          <span className="sr-only">
            : {kindWords[kind]} for {patient.name}
          </span>
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

function Line({ request }: { request: RequestRow }) {
  const { patient, kind, askedAt, askedText, due, done, copies } = request
  return (
    <li className="grid gap-2 px-4 py-3 lg:px-6">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-dense">
        {patient.id ? (
          <TextLink href={`/patients/${patient.id}`} className="font-semibold [overflow-wrap:anywhere]">
            {patient.name}
          </TextLink>
        ) : (
          <span className="font-semibold">{patient.name}</span>
        )}
        <span className="num text-ink-2">{patient.number}</span>
        <span>
          {done ? 'asked' : 'asks'} for {kindWords[kind]}
        </span>
        <span className="num ml-auto text-ink-2">
          Asked <Time at={askedAt} text={askedText} />
          {due ? (
            <>
              , {due.overdue ? <strong>overdue since</strong> : 'due'} {due.text}
            </>
          ) : null}
        </span>
      </div>
      {copies ? <Copies copies={copies} name={patient.name} /> : null}
      {done ? <Done done={done} /> : <DoneForm request={request} />}
    </li>
  )
}

const empty = {
  open: { title: 'Nothing is asked', text: 'What patients ask about their record on “Me” stands here.' },
  done: { title: 'Nothing is done yet', text: 'What you mark as done stays here.' },
} as const

/** What patients ask about their own record, and what came of it. */
export function RequestsScreen({ list }: { list: RequestList }) {
  const { view, counts, rows, page, pages, saved, already } = list
  return (
    <>
      <PageHeader
        title="Requests"
        note="What patients ask about their record; no clinical content"
        tabs={
          <FilterTabs
            label="Requests"
            tabs={requestViews.map((one) => ({
              href: href(one),
              label: labels[one],
              count: counts[one],
              current: one === view,
            }))}
          />
        }
      />
      {saved ? (
        <Notice tone="done" live="status" title="Marked as done." className="mx-4 mt-4 lg:mx-6" />
      ) : null}
      {already?.done?.takenBack ? (
        <Notice live="status" title="This one was taken back." className="mx-4 mt-4 lg:mx-6">
          {already.patient.name} asks for {kindWords[already.kind]} no more, {already.done.text}. Nothing was
          done, and what you chose and wrote was not kept.
        </Notice>
      ) : null}
      {already?.done && !already.done.takenBack ? (
        <Notice live="status" title="This one was done before." className="mx-4 mt-4 lg:mx-6">
          {already.patient.name}, {kindWords[already.kind]}: {already.done.by} marked it as done,{' '}
          {already.done.text}, and wrote “{already.done.note}”
          {already.done.answer ? <>, to the patient “{already.done.answer}”</> : null}. That stays; what you
          chose and wrote was not kept.
        </Notice>
      ) : null}
      {view === 'open' && rows.length > 0 ? (
        <p className="px-4 pt-3 text-dense text-ink-2 lg:px-6">
          What was done is for the clinic. The patient reads that it is done and when, and the answer to an
          erasure.
        </p>
      ) : null}
      {rows.length === 0 ? (
        <div className="p-4 lg:p-6">
          <EmptyState icon={MessageCircleIcon} title={empty[view].title}>
            {empty[view].text}
          </EmptyState>
        </div>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((request) => (
            <Line key={request.id} request={request} />
          ))}
        </ul>
      )}
      {pages > 1 ? (
        <Pagination
          summary={`Page ${page} of ${pages}, ${counts[view]} requests`}
          previous={page > 1 ? href(view, page - 1) : undefined}
          next={page < pages ? href(view, page + 1) : undefined}
        />
      ) : null}
    </>
  )
}
