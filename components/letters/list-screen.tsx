import { DiscardedDrafts } from '#components/cases/discarded.tsx'
import { ActionForm } from '#components/forms/action-form.tsx'
import { CheckboxGroup, RadioGroup } from '#components/forms/choices.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { MailIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { letterKinds, letterKindWords } from '#lib/content/letters/kinds.ts'
import { newId } from '#lib/ids.ts'
import { startLetterAction } from '#lib/letters/actions.ts'
import type { LetterHead, LettersView } from '#lib/letters/queries.ts'
import { DiscardLetter } from './discard-letter.tsx'
import { HeadFields, UrgencyField } from './head-fields.tsx'
import { NotShared } from './not-shared.tsx'

type Props = { view: LettersView; kind: string | undefined }

function Start({ view, kind }: Props) {
  return (
    <Section
      title="New letter"
      id="new"
      line={false}
      note="Composed from what is recorded. You change it, sign it, and it is kept as sent."
    >
      <ActionForm action={startLetterAction} idPrefix="new" label="New letter">
        <input type="hidden" name="id" value={newId()} />
        <input type="hidden" name="caseId" value={view.frame.caseId} />
        <RadioGroup
          name="kind"
          label="Kind"
          choices={letterKinds.map((value) => ({ value, label: letterKindWords[value] }))}
          defaultValue={kind}
        />
        <HeadFields recipientKind={kind === 'referral' ? 'orthopaedic' : 'family_doctor'} />
        <div className="hidden [form:has([value=referral]:checked)_&]:block">
          <UrgencyField />
        </div>
        {view.patterns.length > 0 ? (
          <CheckboxGroup
            name="pattern"
            label="Clinical picture compatible with"
            hint="Only what you tick is named"
            optional="quiet"
            choices={view.patterns.map(({ id, title, status }) => ({
              value: id,
              label: title,
              hint: status,
            }))}
          />
        ) : null}
        <div>
          <SubmitButton pendingLabel="Composing">Compose the letter</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}

function Item({ item, base, caseId }: { item: LetterHead; base: string; caseId: string | null }) {
  const [to] = item.recipient.split('\n')
  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="text-dense font-semibold">
          <TextLink href={`${base}/${item.id}`}>
            {item.title}, {item.onText}
          </TextLink>
        </h3>
        {item.signed ? null : <Tag tone="line">Draft</Tag>}
        {to ? <span className="text-dense break-words">to {to}</span> : null}
        <span className="num text-caption text-ink-3">
          {item.signed
            ? `signed by ${item.signed}`
            : `begun by ${item.by}${item.saved ? `, last saved by ${item.saved}` : ''}`}
        </span>
      </div>
      {item.sent.map(({ id, text }) => (
        <p key={id} className="num text-caption break-words text-ink-2">
          Sent: {text}
        </p>
      ))}
      {caseId && !item.signed ? <DiscardLetter caseId={caseId} one={item} /> : null}
    </li>
  )
}

/** The letters of a case. */
export function LettersScreen({ view, kind }: Props) {
  const base = `/cases/${view.frame.caseId}/letters`
  return (
    <div className="gap-x-8 px-4 pt-4 pb-8 lg:px-6 xl:grid xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="min-w-0 max-w-4xl">
        {view.letters.length > 0 ? (
          <Section title="Letters" line={false}>
            <ul className="divide-y divide-line">
              {view.letters.map((item) => (
                <Item
                  key={item.id}
                  item={item}
                  base={base}
                  caseId={view.frame.onTeam ? view.frame.caseId : null}
                />
              ))}
            </ul>
          </Section>
        ) : (
          <EmptyState icon={MailIcon} title="No letter yet" level={3}>
            A referral, a report or a discharge summary, composed from the record.
          </EmptyState>
        )}
        <DiscardedDrafts
          list={view.discarded.map((one) => ({ ...one, title: `${one.title}, ${one.onText}` }))}
          base={base}
        />
      </div>
      {view.frame.onTeam ? (
        <aside aria-label="New letter" className="max-xl:mt-4">
          <NotShared consents={view.frame.consents} className="mb-4" />
          <Start view={view} kind={kind} />
        </aside>
      ) : null}
    </div>
  )
}
