import { ActionForm } from '#components/forms/action-form.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { KeptForm } from '#components/tracking/draft/kept-form.tsx'
import type { DraftAbout } from '#components/tracking/draft/use-draft.ts'
import { ReasonField } from '#components/tracking/entries/reason-field.tsx'
import { SafetyQuestion } from '#components/tracking/safety-question.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Card } from '#components/ui/section.tsx'
import { DRAWN, type FormAction } from '#lib/forms/result.ts'
import { itemFields, type SessionFormView } from '#lib/tracking/session-logs/schema.ts'
import { AfterField, ItemFields } from './item-fields.tsx'
import { ItemHead } from './item-head.tsx'
import { SessionFlow } from './session-flow.tsx'

/** What comes after the exercises: the safety question once, a note, and saving. */
function End({ view, size }: { view: SessionFormView; size: 'phone' | 'desk' }) {
  return (
    <>
      <SafetyQuestion words={view.words} defaults={view.answers} />
      {view.supersedes ? (
        <DateField name="logDate" label="Day" defaultValue={view.day} min={view.earliest} max={view.today} />
      ) : (
        <input type="hidden" name="logDate" value={view.day} />
      )}
      <TextArea name="note" label="Note" optional maxLength={500} rows={3} defaultValue={view.note} />
      <ReasonField size={size} supersedes={view.supersedes} />
      <SubmitButton>
        {view.after ? 'Save' : view.supersedes ? 'Save the correction' : 'Save session'}
      </SubmitButton>
    </>
  )
}

/** The hour after each exercise that was done; the rest of the session is folded, and sent as it was. */
function HourAfter({ items }: { items: SessionFormView['items'] }) {
  return (
    <>
      {items.map((item) =>
        item.values.how === 'skipped' ? null : (
          <AfterField key={item.itemId} item={item} label={`${item.name}: pain within an hour`} />
        ),
      )}
      <Disclosure phone summary="The session itself">
        <ul className="grid gap-4 pt-3">
          {items.map((item) => (
            <li key={item.itemId}>
              <p className="mb-2 font-semibold">{item.name}</p>
              <ItemFields item={item} after={item.values.how !== 'skipped'} />
            </li>
          ))}
        </ul>
      </Disclosure>
    </>
  )
}

/**
 * A session on one page and in one post: each exercise, then the safety question. With `stepwise` (a session that is done
 * now) the browser makes one exercise at a time of it. `draft`: what is not sent yet is kept on the phone.
 */
export function SessionForm<T>(props: {
  view: SessionFormView
  action: FormAction<T>
  size: 'phone' | 'desk'
  draft?: DraftAbout
  stepwise?: boolean
}) {
  const { view, action, size, draft, stepwise = false } = props
  const cards = view.items.map((item, index) => ({
    item,
    head: <ItemHead item={item} position={`${index + 1} of ${view.items.length}`} />,
    fields: <ItemFields item={item} />,
  }))
  // Every exercise asks the same: whoever reads what was refused is told of which one.
  const about = Object.fromEntries(view.items.map(({ itemId, name }) => [itemFields(itemId), name]))
  return (
    <ActionForm
      action={action}
      size={size}
      idPrefix="session"
      label="Session"
      className="gap-6"
      about={about}
    >
      <input type="hidden" name="id" value={view.id} />
      <input type="hidden" name="caseId" value={view.caseId} />
      {view.supersedes ? <input type="hidden" name="supersedes" value={view.supersedes} /> : null}
      {size === 'phone' && !view.supersedes ? <input type="hidden" name={DRAWN} value={view.today} /> : null}
      {draft && stepwise ? (
        <div className="contents" data-plan="">
          <SessionFlow
            steps={view.items.map(({ itemId, name, sets, restSeconds, less }) => ({
              itemId,
              name,
              sets,
              restSeconds,
              whole: less === null,
            }))}
            cards={cards.map(({ head, fields }) => ({ head, fields }))}
            end={<End view={view} size={size} />}
            draft={draft}
          />
        </div>
      ) : view.after ? (
        <>
          <HourAfter items={view.items} />
          <End view={view} size={size} />
        </>
      ) : (
        <>
          {draft ? <KeptForm {...draft} /> : null}
          <ol className="grid gap-4" data-plan="">
            {cards.map(({ item, head, fields }) => (
              <li key={item.itemId}>
                <Card phone>
                  {head}
                  {fields}
                </Card>
              </li>
            ))}
          </ol>
          <End view={view} size={size} />
        </>
      )}
    </ActionForm>
  )
}
