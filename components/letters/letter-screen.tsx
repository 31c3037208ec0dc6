import { Corrected } from '#components/cases/corrected.tsx'
import { DiscardedNotice } from '#components/cases/discarded.tsx'
import { ActionForm } from '#components/forms/action-form.tsx'
import { Checkbox, RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { DownloadIcon, SignatureIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { letterSectionWords, sendingWays, sendingWayWords } from '#lib/content/letters/kinds.ts'
import { newId } from '#lib/ids.ts'
import { markSentAction, signLetterAction } from '#lib/letters/actions.ts'
import type { LetterView } from '#lib/letters/queries.ts'
import { recipientName, unready, writtenSections } from '#lib/letters/rules.ts'
import { DiscardLetter } from './discard-letter.tsx'
import { FlagNewsNotice } from './flag-news.tsx'
import { NewsNotice } from './news.tsx'
import { AgreedField } from './not-shared.tsx'

type Props = { view: LetterView }

function Sign({ view }: Props) {
  const { clinic } = view
  const missing = Object.values(unready(view.kind, view)).flat()
  if (missing.length + view.names.length > 0)
    return (
      <Section title="Sign" className="no-print">
        <Notice title="Not ready to be signed">
          <ul className="grid gap-1">
            {missing.map((text) => (
              <li key={text}>{text}</li>
            ))}
            {view.names.map(({ where, text }) => (
              <li key={where}>
                {text}{' '}
                {where === 'patient' ? (
                  <TextLink href={`/patients/${view.frame.patientId}/edit`}>Write it for letters</TextLink>
                ) : null}
              </li>
            ))}
          </ul>
          <LinkButton href={`/cases/${view.frame.caseId}/letters/${view.id}`} className="mt-2">
            Go on writing
          </LinkButton>
        </Notice>
      </Section>
    )
  return (
    <Section title="Sign" className="no-print">
      <ActionForm action={signLetterAction} idPrefix="sign" label="Sign the letter">
        <input type="hidden" name="caseId" value={view.frame.caseId} />
        <input type="hidden" name="letterId" value={view.id} />
        <input type="hidden" name="version" value={view.version} />
        {clinic.address.trim() === '' || clinic.phone.trim() === '' ? (
          <Notice>
            The letterhead has no {clinic.address.trim() === '' ? 'address' : 'phone number'} yet. An admin
            fills it in under Clinic.
          </Notice>
        ) : null}
        {view.flagNews.length > 0 ? (
          <>
            <FlagNewsNotice news={view.flagNews} />
            <Checkbox
              name="flags"
              value={view.flagNews.map(({ key }) => key).join(',')}
              label="I have read this, and the letter says what it needs to say about it"
            />
          </>
        ) : null}
        <AgreedField view={view} />
        <p className="text-dense text-ink-2">
          Signing makes the file with the letterhead of {clinic.name}. It is kept as it is and does not change
          any more.
        </p>
        <div>
          <SubmitButton pendingLabel="Signing">
            <SignatureIcon />
            Sign the letter
          </SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}

function Sent({ view }: Props) {
  const to = recipientName(view.recipient)
  return (
    <Section title="Sent" id="sent" className="no-print">
      {view.sent.length === 0 ? (
        <p className="text-dense text-ink-3">Not marked as sent yet.</p>
      ) : (
        <ul className="divide-y divide-line">
          {view.sent.map(({ id, text }) => (
            <li key={id} className="num py-1.5 text-dense break-words">
              {text}
            </li>
          ))}
        </ul>
      )}
      {view.frame.onTeam ? (
        <ActionForm
          // Each sending has a form of its own, with its own id.
          key={view.sent.length}
          action={markSentAction}
          idPrefix="sent"
          label="Mark as sent"
          className="mt-3"
        >
          <input type="hidden" name="id" value={newId()} />
          <input type="hidden" name="caseId" value={view.frame.caseId} />
          <input type="hidden" name="letterId" value={view.id} />
          <TextField name="to" label="To whom" defaultValue={to.slice(0, 200)} maxLength={200} />
          <RadioGroup
            name="how"
            label="How"
            inline
            choices={sendingWays.map((value) => ({ value, label: sendingWayWords[value] }))}
          />
          <DateField
            name="on"
            label="Sent on"
            defaultValue={view.frame.today}
            min={view.signedOn ?? view.on}
            max={view.frame.today}
            className="w-44"
          />
          <AgreedField view={view} to={to} />
          <div>
            <SubmitButton variant="plain">Mark as sent</SubmitButton>
          </div>
        </ActionForm>
      ) : null}
    </Section>
  )
}

/** A letter to be read: signed, with its file, discarded, or the draft just before. */
export function LetterScreen({ view }: Props) {
  const { discarded } = view
  const draft = !view.signed && !discarded
  const base = `/cases/${view.frame.caseId}/letters`
  return (
    <div className="max-w-4xl px-4 pt-3.5 pb-8 lg:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-3">
        <h2 className={cx('text-heading font-semibold', discarded && 'line-through')}>
          {view.title}, {view.onText}
        </h2>
        {draft ? <Tag tone="line">Draft</Tag> : null}
        <span className="num text-dense text-ink-3">
          {view.signed ? `signed by ${view.signed}` : `begun by ${view.by}`}
        </span>
        <span className="no-print flex flex-wrap gap-2 lg:ml-auto">
          {view.sha256 ? (
            // A file of the record: read by the browser, never fetched ahead.
            <a href={`${base}/${view.id}/pdf`} className={buttonClass('plain')}>
              <DownloadIcon />
              Open the PDF
            </a>
          ) : null}
          {draft && view.frame.onTeam ? (
            <LinkButton href={`${base}/${view.id}`}>Go on writing</LinkButton>
          ) : null}
          <LinkButton href={base} variant="ghost">
            All letters
          </LinkButton>
        </span>
      </div>
      {discarded ? <DiscardedNotice discarded={discarded} /> : null}
      <Corrected corrected={view.corrected} what="letter" draft={!view.signed} className="no-print mb-3" />
      {view.frame.onTeam ? <NewsNotice view={view} className="no-print mb-3" /> : null}
      <p className="text-body break-words whitespace-pre-line">
        {view.recipient.trim() === '' ? 'No recipient yet.' : view.recipient}
      </p>
      {view.kind === 'referral' ? (
        <p className="mt-2 text-dense font-semibold">Urgency: {view.urgencyText}</p>
      ) : null}
      {writtenSections(view.kind, view.body).map((name) => (
        <Section key={name} title={letterSectionWords[name]} className="mt-3">
          <p className={cx('text-body break-words whitespace-pre-line', discarded && 'line-through')}>
            {view.body[name].trim()}
          </p>
        </Section>
      ))}
      {view.signed ? <Sent view={view} /> : null}
      {draft && view.frame.onTeam ? (
        <>
          <Sign view={view} />
          <DiscardLetter caseId={view.frame.caseId} one={view} />
        </>
      ) : null}
    </div>
  )
}
