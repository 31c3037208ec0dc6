import { Corrected } from '#components/cases/corrected.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { DraftForm } from '#components/forms/draft-form.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { type LetterSection, letterSectionWords, sectionsOf } from '#lib/content/letters/kinds.ts'
import { autosaveLetterAction, saveLetterAction } from '#lib/letters/actions.ts'
import type { LetterView } from '#lib/letters/queries.ts'
import { sectionLength } from '#lib/letters/schema.ts'
import { FlagNewsNotice } from './flag-news.tsx'
import { HeadFields, UrgencyField } from './head-fields.tsx'
import { NewsNotice } from './news.tsx'

const hints: Partial<Record<LetterSection, string>> = {
  picture: 'Names a clinical picture only where you stand behind it',
  plan: 'What goes on, and when to come back',
  question: 'What you ask the doctor',
}

/** A draft of a letter: its head, then one text a section. */
export function LetterEditor({ view }: { view: LetterView }) {
  const base = `/cases/${view.frame.caseId}/letters`
  return (
    <DraftForm
      // What somebody else saved begins with its own fields.
      key={view.version}
      action={saveLetterAction}
      autosave={autosaveLetterAction}
      fields={{ caseId: view.frame.caseId, letterId: view.id }}
      version={view.version}
      saved={view.saved}
      here={`${base}/${view.id}`}
      label={view.title}
      next={{ go: 'read', title: 'Read and sign' }}
    >
      <div className="grow px-4 pt-3.5 pb-5 lg:px-6">
        <div className="flex max-w-4xl flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="text-heading font-semibold">{view.title}</h2>
          <Tag tone="line">Draft</Tag>
          <span className="text-dense text-ink-3">begun by {view.by}</span>
          <LinkButton href={base} variant="ghost" className="lg:ml-auto">
            All letters
          </LinkButton>
        </div>
        <Corrected corrected={view.corrected} what="letter" draft className="mt-3 max-w-4xl" />
        <FlagNewsNotice news={view.flagNews} className="mt-3 max-w-4xl" />
        <NewsNotice view={view} take className="mt-3 max-w-4xl" />
        <div className="mt-3 grid max-w-4xl gap-4">
          <DateField
            name="on"
            label="Day of the letter"
            defaultValue={view.on}
            max={view.frame.today}
            className="w-44"
          />
          <HeadFields recipientKind={view.recipientKind} recipient={view.recipient} />
          {view.kind === 'referral' ? <UrgencyField urgency={view.urgency} /> : null}
          {sectionsOf[view.kind].map((name) => (
            <TextArea
              key={name}
              name={name}
              label={letterSectionWords[name]}
              hint={hints[name]}
              rows={3}
              maxLength={sectionLength}
              optional="quiet"
              defaultValue={view.body[name]}
            />
          ))}
        </div>
      </div>
    </DraftForm>
  )
}
