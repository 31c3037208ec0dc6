import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { OfKnee } from '#components/tracking/of-knee.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { ArrowLeftIcon, CheckIcon } from '#components/ui/icons.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ProgressBar } from '#components/ui/progress.tsx'
import { countText } from '#lib/dates.ts'
import type { FormAction } from '#lib/forms/result.ts'
import { safetySectionId } from '#lib/intake/drafts/again/rules.ts'
import type { SectionView } from '#lib/intake/drafts/queries.ts'
import { hinted, partOf } from '#lib/intake/drafts/rules.ts'
import { named } from '#lib/intake/review-form/rules.ts'
import { IntakeFrame } from './intake-frame.tsx'
import { LiveSection } from './live/live-section.tsx'
import { RevisionField } from './live/revision-field.tsx'
import { QuestionList } from './question-list.tsx'
import { SaveAndClose } from './save-and-close.tsx'

type SectionScreenProps = {
  view: SectionView
  /** `/f/<token>`, `/intakes/<id>/fill` or `/my/forms/review/<id>`. */
  base: string
  save: FormAction<{ to: string }>
  /** Of the address: the page was made anew after answers of it were changed elsewhere. */
  changed?: string | string[] | undefined
}

const orderOf = ({ steps, sectionId }: SectionView): number =>
  steps.find(({ id }) => id === sectionId)?.order ?? 1

/** Where somebody is, and what is left; every part can be gone to once consent is given. */
function Steps({ view, base }: Pick<SectionScreenProps, 'view' | 'base'>) {
  const left = view.steps.filter((step) => step.state !== 'done').length
  const order = orderOf(view)
  const reachable =
    view.kind === 'review_form' ||
    view.steps.some((step) => step.id === 'sec_consent' && step.state === 'done')
  return (
    <Disclosure phone summary={left === 1 ? 'One part left' : `${left} parts left`}>
      <ol className="grid gap-0.5">
        {view.steps.map((step) => {
          const state =
            step.state === 'done' ? 'done' : step.state === 'started' ? countText(step.left, 'answer') : ''
          const row = (
            <>
              <span className="num w-6 text-right text-ink-3">{step.order}</span>
              <span className={step.order === order ? 'font-semibold text-base-content' : ''}>
                {step.title}
              </span>
              <span className="ml-auto flex items-center gap-1 text-dense text-ink-3">
                {step.state === 'done' ? <CheckIcon size={16} className="text-primary" /> : null}
                {step.state === 'started' ? `${state} missing` : state}
              </span>
            </>
          )
          const look = 'flex min-h-11 items-center gap-3 rounded-field px-1'
          return (
            <li key={step.id}>
              {reachable && step.order !== order ? (
                <a href={`${base}/${step.slug}`} className={`${look} hover:bg-hover`}>
                  {row}
                </a>
              ) : (
                <span className={look} aria-current={step.order === order ? 'step' : undefined}>
                  {row}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </Disclosure>
  )
}

const changedText =
  'Answers of this part were changed in another tab or on another device. They stand below as they are saved now. Please check them and press Continue once more.'

/** One part of the form on one page. */
export function SectionScreen({ view, base, save, changed = '' }: SectionScreenProps) {
  const { kind } = view
  const part = partOf(kind, view.sectionId)
  if (!part) return null
  const section = hinted(named(part, view.activities), view.hints)
  const order = orderOf(view)
  const byLink = base.startsWith('/f/')
  const position = `${order} of ${view.steps.length}`
  return (
    <IntakeFrame clinic={view.clinicName} onBehalfOf={view.onBehalf ? view.patientName : undefined}>
      <div className="num flex items-baseline justify-between text-label text-ink-2">
        <span>{view.heading}</span>
        <span>{position}</span>
      </div>
      <ProgressBar
        className="mt-2"
        label="Form"
        done={order}
        of={view.steps.length}
        text={`Part ${position}`}
      />
      <Steps view={view} base={base} />
      <h1 className="mt-3 text-ask font-semibold">
        {section.title}
        <OfKnee knee={view.knee} />
      </h1>
      <p className="mt-1 text-read text-ink-2">{section.intro}</p>
      {view.again && section.id === safetySectionId ? (
        <div className="mt-4">
          <Notice tone="amber">{view.again}</Notice>
        </div>
      ) : null}
      {changed ? (
        <div className="mt-4">
          <Notice tone="ink">{changedText}</Notice>
        </div>
      ) : null}
      <ActionForm
        // A new form for every part, and where it shows newer answers: nothing of the last one stays in it.
        key={`${section.id} ${changed}`}
        action={save}
        size="phone"
        label={section.title}
        className="mt-6 gap-8! [&_.font-medium.text-label]:text-read [&_.font-medium.text-label]:font-semibold"
      >
        <input type="hidden" name="section" value={section.id} />
        <input type="hidden" name="base" value={base} />
        <RevisionField revision={view.revision} />
        <input type="hidden" name="intakeId" value={view.intakeId} />
        <QuestionList
          section={section}
          answers={view.answers}
          shown={view.shown}
          unit={view.unit}
          onBehalf={view.onBehalf}
        />
        <div className="mt-2 grid gap-3">
          <SubmitButton name="go" value="next">
            Continue
          </SubmitButton>
          {view.before ? (
            <SubmitButton name="go" value="back" variant="ghost" size="phone">
              <ArrowLeftIcon size={18} />
              Back
            </SubmitButton>
          ) : null}
          {byLink ? <SaveAndClose /> : null}
          <LiveSection
            opening={view.opening}
            saveTo={`${base}/save`}
            byLink={byLink}
            revision={view.revision}
          />
        </div>
      </ActionForm>
    </IntakeFrame>
  )
}
