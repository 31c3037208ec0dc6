import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { ActionForm } from '#components/forms/action-form.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { SafetyQuestion } from '#components/tracking/safety-question.tsx'
import { Card } from '#components/ui/section.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import { recordSessionAction } from '#lib/tracking/session-logs/actions.ts'
import type { SessionFormView, SessionItem } from '#lib/tracking/session-logs/schema.ts'
import { ItemFields } from './item-fields.tsx'

function ItemCard({ item, position }: { item: SessionItem; position: string }) {
  const exercise = exerciseById(item.exerciseId)
  const details = [item.load, item.effort && `effort ${item.effort}`].filter(Boolean).join(', ')
  return (
    <Card phone>
      <div className="mb-4 flex items-start gap-4">
        {exercise ? (
          <ExerciseFigure
            exercise={exercise}
            size={112}
            label=""
            className="shrink-0 rounded-box bg-base-200"
          />
        ) : null}
        <div className="min-w-0">
          <p className="num text-caption text-ink-3">{position}</p>
          <h2 className="text-read font-semibold">{item.name}</h2>
          <p className="text-label text-ink-2">{item.dose}</p>
          {details ? <p className="text-label text-ink-2">{details}</p> : null}
        </div>
      </div>
      {item.note ? <p className="mb-4 text-label text-ink-2">{item.note}</p> : null}
      <ItemFields item={item} />
    </Card>
  )
}

/** A session on one page and in one post: each exercise, then the safety question once, and a note. */
export function SessionForm({ view }: { view: SessionFormView }) {
  return (
    <ActionForm
      action={recordSessionAction}
      size="phone"
      idPrefix="session"
      label="Session"
      className="gap-6"
    >
      <input type="hidden" name="id" value={view.id} />
      <input type="hidden" name="caseId" value={view.caseId} />
      {view.supersedes ? <input type="hidden" name="supersedes" value={view.supersedes} /> : null}
      <ol className="grid gap-4">
        {view.items.map((item, index) => (
          <li key={item.itemId}>
            <ItemCard item={item} position={`${index + 1} of ${view.items.length}`} />
          </li>
        ))}
      </ol>
      {view.answers ? <SafetyQuestion defaults={view.answers} /> : <SafetyQuestion />}
      <DateField name="logDate" label="Day" defaultValue={view.day} min={view.earliest} max={view.today} />
      <TextArea name="note" label="Note" optional maxLength={500} rows={3} defaultValue={view.note} />
      <SubmitButton>{view.supersedes ? 'Save the correction' : 'Save session'}</SubmitButton>
    </ActionForm>
  )
}
