import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { StepBack, StepHeader } from '#components/shell/patient-shell.tsx'
import { ForgetDraft } from '#components/tracking/draft/forget-draft.tsx'
import { KeptForm } from '#components/tracking/draft/kept-form.tsx'
import { OfKnee } from '#components/tracking/of-knee.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ClipboardListIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { countText } from '#lib/dates.ts'
import { fillFormAction } from '#lib/outcomes/entries/actions.ts'
import type { FormView } from '#lib/outcomes/forms/schema.ts'
import { Questions } from './questions.tsx'

function Missing({ form, count }: { form: FormView; count: number }) {
  return (
    <Notice
      tone="quiet"
      live="status"
      className="mt-3"
      title={`Saved. ${countText(count, 'answer')} missing.`}
    >
      You can add what is missing until {form.untilText}, or{' '}
      <TextLink
        href={`/my/forms?case=${form.caseId}`}
        className="inline-flex min-h-11 items-center underline"
      >
        leave it so
      </TextLink>
      .
    </Notice>
  )
}

/** In itself; a tag that was kept before tags were checked is its own name. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

function Languages({ form }: { form: FormView }) {
  if (form.languages.length < 2) return null
  return (
    <nav aria-label="Language" className="mt-3 flex flex-wrap gap-2">
      {form.languages.map((language) => (
        <LinkButton
          key={language}
          size="phone"
          lang={language}
          dir="auto"
          href={`/my/forms/${form.measure}?case=${form.caseId}&language=${language}`}
          aria-current={language === form.language ? 'page' : undefined}
          className="aria-[current=page]:border-primary aria-[current=page]:bg-teal-soft"
        >
          {languageName(language)}
        </LinkButton>
      ))}
    </nav>
  )
}

type Props = { form: FormView & { due: boolean }; id: string; missing: number | null }

/** One form on a phone: every question on one page, with what was answered before. `id`: of the entry to be made. */
export function FormScreen({ form, id, missing }: Props) {
  const back = `/my/forms?case=${form.caseId}`
  const header = (
    <StepHeader back={<StepBack href={back} />} title={countText(form.questions.length, 'question')} />
  )
  if (!form.due || form.questions.length === 0)
    return (
      <>
        {header}
        <EmptyState
          icon={ClipboardListIcon}
          title="Nothing to fill here now"
          action={
            <LinkButton size="phone" href={back}>
              Your forms
            </LinkButton>
          }
        >
          This form comes back when it is time.
        </EmptyState>
      </>
    )
  const long = form.questions.length > 6
  return (
    <>
      {header}
      <h1 className="mt-3 text-ask font-semibold">
        {form.title}
        <OfKnee knee={form.knee} />
      </h1>
      <p className="mt-1 text-label text-ink-2">
        {form.intro}
        {long ? ' You can save a part and finish it within 3 days.' : ''}
      </p>
      <Languages form={form} />
      {missing && form.untilText ? <Missing form={form} count={missing} /> : null}
      {form.supersedes ? <ForgetDraft id={form.supersedes} /> : null}
      <ActionForm action={fillFormAction} size="phone" className="mt-5 gap-8" label={form.title}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="caseId" value={form.caseId} />
        <KeptForm kind={`form-${form.measure}`} caseId={form.caseId} day={form.today} />
        <input type="hidden" name="measure" value={form.measure} />
        {form.packId ? <input type="hidden" name="packId" value={form.packId} /> : null}
        {form.supersedes ? <input type="hidden" name="supersedes" value={form.supersedes} /> : null}
        <div className="contents" lang={form.language} dir="auto">
          <Questions form={form} phone optional={form.measure === 'weekly_check'} />
        </div>
        <SubmitButton>Save</SubmitButton>
      </ActionForm>
    </>
  )
}
