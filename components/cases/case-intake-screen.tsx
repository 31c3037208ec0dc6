import { AnswerSections } from '#components/intakes/answer-sections.tsx'
import { RecordAside } from '#components/intakes/record-aside.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ClipboardListIcon } from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { Facts, Section } from '#components/ui/section.tsx'
import type { CaseIntake } from '#lib/cases/intake/queries.ts'
import { aimIds, sexId } from '#lib/intake/visit-form/schema.ts'
import { ConsentsSection } from './consents-section.tsx'

const kindWords: Record<CaseIntake['kind'], string> = {
  intake: '',
  review_form: 'Review form. ',
  visit_form: 'Asked at the visit. ',
}

function Forms({ view }: { view: CaseIntake }) {
  if (view.forms.length < 2) return null
  return (
    <Section title="Forms of this case" line={false}>
      <ul className="grid gap-2 text-dense">
        {view.forms.map(({ id, title, text, href }) => (
          <li key={id}>
            <PageLink className="link" href={href} aria-current={id === view.shownId ? 'page' : undefined}>
              {title}
            </PageLink>
            <span className="num block text-ink-2">{text}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What is asked anew with the patient when it changed or was a slip: rules read the newest answer. */
function Newest({ view: { caseId, newest, asksAnew } }: { view: CaseIntake }) {
  const ask = (ids: readonly string[]) => `/cases/${caseId}/visit-form?ask=${ids.join(',')}`
  return (
    <Section title="Goals and sex, as last answered">
      <Facts items={newest} />
      {asksAnew ? (
        <p className="mt-2 grid gap-1 text-dense">
          <PageLink className="link" href={ask(aimIds)}>
            Ask goals and events anew
          </PageLink>
          <PageLink className="link" href={ask([sexId])}>
            Put the sex at birth right
          </PageLink>
        </p>
      ) : null}
    </Section>
  )
}

/** What the patient answered before the case was opened, and what was asked again since. What was sent does not change. */
export function CaseIntakeScreen({ view }: { view: CaseIntake }) {
  if (!view.record) {
    return (
      <div className="px-4 py-6 lg:px-6">
        <EmptyState icon={ClipboardListIcon} title="No intake">
          This case was opened without a form.
        </EmptyState>
        <ConsentsSection caseId={view.caseId} consents={view.consents} />
      </div>
    )
  }
  return (
    <div className="grow xl:grid xl:grid-cols-[minmax(0,1fr)_324px]">
      <div className="min-w-0 px-4 pt-4 pb-8 lg:px-6">
        <p className="num mb-4 text-dense text-ink-2">
          {kindWords[view.kind]}
          {view.sentText}
        </p>
        {view.record.disagreements.length > 0 ? (
          <p className="mb-4 text-dense">Answers disagree: {view.record.disagreements.join(' ')}</p>
        ) : null}
        <AnswerSections record={view.record} open />
      </div>
      <aside
        aria-label="In short"
        className="border-line px-4 pt-4 pb-6 max-xl:border-t lg:px-6 xl:border-l xl:px-5"
      >
        <Forms view={view} />
        {view.kind === 'intake' ? <RecordAside record={view.record} /> : null}
        <Newest view={view} />
        <ConsentsSection caseId={view.caseId} consents={view.consents} />
      </aside>
    </div>
  )
}
