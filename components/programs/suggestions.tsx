import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import { Tag } from '#components/ui/tag.tsx'
import {
  acceptSuggestionAction,
  changeSuggestionAction,
  declineSuggestionAction,
} from '#lib/programs/progression/deciding/actions.ts'
import type { SuggestionView } from '#lib/programs/progression/schema.ts'
import { AskAgain } from './ask-again.tsx'
import { StandingOrder } from './standing-order.tsx'
import { Why } from './why.tsx'

const adviceWords = { stop: 'Stop', regress: 'Less', hold: 'Same again', progress: 'More' } as const
const stateWords: Readonly<Record<SuggestionView['state'], string>> = {
  open: 'Waits',
  accepted: 'Accepted',
  changed: 'Taken into a draft',
  declined: 'Declined',
  noted: 'Noted',
  superseded: 'Overtaken',
}

type AnswerProps = { caseId: string; one: SuggestionView; overDraft: boolean; stale: string | null }

function Answer({ caseId, one, overDraft, stale }: AnswerProps) {
  const stops = one.advice === 'stop'
  const less = stops || one.advice === 'regress'
  const own = (
    <>
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="suggestionId" value={one.id} />
    </>
  )
  const about = `${one.name}: ${one.text}`
  const waits = stale !== null && !less && one.acceptable
  return (
    <div className="mt-2 flex flex-wrap items-start gap-2">
      {waits ? <AskAgain caseId={caseId} stale={stale} /> : null}
      {one.acceptable && !waits && (less || !overDraft) ? (
        <ActionForm
          action={acceptSuggestionAction}
          idPrefix={`accept-${one.id}`}
          label={`Accept, ${about}`}
          className="justify-items-start"
        >
          {own}
          <SubmitButton pendingLabel="Publishing">Accept</SubmitButton>
        </ActionForm>
      ) : null}
      {one.acceptable && !stops && !overDraft ? (
        <ActionForm
          action={changeSuggestionAction}
          idPrefix={`change-${one.id}`}
          label={`Change, ${about}`}
          className="justify-items-start"
        >
          {own}
          <SubmitButton variant="plain" pendingLabel="Preparing">
            Change
          </SubmitButton>
        </ActionForm>
      ) : null}
      <OpenSheet opens={`decline-${one.id}`} variant="ghost">
        Decline
      </OpenSheet>
      <Sheet id={`decline-${one.id}`} title="Decline the suggestion">
        <ActionForm action={declineSuggestionAction} idPrefix={`decline-${one.id}`} closeSheet>
          {own}
          <p className="text-dense text-ink-2">{about}</p>
          <TextArea
            name="reason"
            label={stops ? 'Why may running go on?' : 'Why'}
            optional={!stops}
            rows={2}
            maxLength={500}
            hint="For the team alone."
          />
          <div className="flex justify-end gap-2">
            <CloseSheet closes={`decline-${one.id}`}>Cancel</CloseSheet>
            <SubmitButton pendingLabel="Declining">Decline</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </div>
  )
}

function Waiting({ mayWrite, ...of }: AnswerProps & { mayWrite: boolean }) {
  const { one } = of
  return (
    <li className="border-t border-line py-3 first:border-t-0">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Tag tone="line">{adviceWords[one.advice]}</Tag>
        <span className="text-dense font-semibold">{one.name}</span>
        <span className="num text-dense">{one.text}</span>
        <span className="text-caption text-ink-3">after the entry of {one.dayText}</span>
      </div>
      <Why one={one} />
      {mayWrite ? <Answer {...of} /> : null}
    </li>
  )
}

function Past({ list }: { list: readonly SuggestionView[] }) {
  return (
    <Disclosure summary="What the rules said in the last 14 days" className="mt-1">
      <ul className="grid gap-2">
        {list.map((one) => (
          <li key={one.id} className="border-t border-line pt-2">
            <span className="font-semibold">{one.name}</span> {one.text}
            <span className="block text-caption text-ink-3">
              {one.dayText}: {stateWords[one.state]}
              {one.itself ? ' by itself, by order of' : one.answered ? ' by' : ''} {one.answered}
              {one.reason ? `. ${one.reason}` : ''}
            </span>
            <Why one={one} />
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

const notes = {
  alone: 'Accepting publishes a new version with exactly this change, from today.',
  overDraft:
    'Accepting less publishes a new version from today and changes your draft the same way. More waits until the draft is published or discarded.',
} as const

/** What the rules suggest after the logs: each with its reason, to be accepted, changed or declined. */
export function Suggestions(props: {
  caseId: string
  open: readonly SuggestionView[]
  past: readonly SuggestionView[]
  standing: { byName: string; since: string } | null
  mayWrite: boolean
  /** Why more waits for the safety questions; null when it does not. */
  stale: string | null
  /** Somebody writes a draft: more waits for that, less does not. */
  overDraft?: boolean
}) {
  const { caseId, open, past, standing, mayWrite, stale, overDraft = false } = props
  return (
    <Section
      title="Suggested after the logs"
      line={false}
      id="suggestions"
      note={open.length > 0 ? notes[overDraft ? 'overDraft' : 'alone'] : null}
    >
      {open.length === 0 ? (
        <p className="text-dense text-ink-2">Nothing waits.</p>
      ) : (
        <ul>
          {open.map((one) => (
            <Waiting key={one.id} {...{ caseId, one, overDraft, stale, mayWrite }} />
          ))}
        </ul>
      )}
      {past.length > 0 ? <Past list={past} /> : null}
      <StandingOrder caseId={caseId} standing={standing} mayWrite={mayWrite} />
    </Section>
  )
}
