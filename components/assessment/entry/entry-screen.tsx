import { Corrected } from '#components/cases/corrected.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { NoExamination } from '#components/intakes/no-examination.tsx'
import { cx } from '#components/ui/cx.ts'
import { Notice } from '#components/ui/notice.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { autosaveFindingsAction, saveFindingsAction } from '#lib/assessment/actions.ts'
import { type FormSection, fieldOf, sectionFields } from '#lib/assessment/fields/schema.ts'
import { hasHops } from '#lib/assessment/hops/rules.ts'
import type { AssessmentView, StatedView } from '#lib/assessment/queries.ts'
import { earliestDay } from '#lib/cases/rules.ts'
import { itemsOf } from '#lib/content/assessment/index.ts'
import type { AssessmentItem } from '#lib/content/assessment/types.ts'
import { inSentence } from '#lib/dates.ts'
import { stepAfter, stepTitles } from '../words.ts'
import { EntryForm } from './entry-form.tsx'
import { EntryRow } from './entry-row.tsx'
import { given, isNumber, numberProps } from './fields.ts'
import { NoteField } from './note-field.tsx'
import { NumberBox } from './number-box.tsx'
import { SectionNav } from './section-nav.tsx'
import { SegmentField } from './segments.tsx'
import { TakeOver } from './take-over.tsx'
import { Warned } from './warnings.tsx'

type ScreenProps = { view: AssessmentView; focus: string | null }

const sideTag = (view: AssessmentView, side: 'left' | 'right') => {
  const { affected } = view.exam.context
  return affected === side || affected === 'both' ? <Tag tone="teal">painful side</Tag> : null
}

/** What holds for all of a section: the device, body weight, three trials. */
function SectionSetUp({ view }: { view: AssessmentView }) {
  const fields = sectionFields(view.section).filter(
    (field) => field.part === 'device' || field.part === 'weight',
  )
  const trials = sectionFields(view.section).some((field) => isNumber(field) && field.trials === 3)
  const pain = itemsWithPain(view)
  if (fields.length === 0 && !trials && !pain) return null
  const known = view.exam.context.weightKg
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-2 border-b border-line px-4 py-2.5 lg:px-6">
      {fields.map((field) =>
        isNumber(field) ? (
          <div key={field.name} id={field.name} className="group/weight flex items-start gap-2">
            <NumberBox
              {...numberProps(field, view.raw)}
              shown={known === null ? 'Body weight today' : `Body weight today (known: ${known} kg)`}
            />
            <LastWeight name={field.name} view={view} />
          </div>
        ) : field.type === 'option' ? (
          <div key={field.name} id={field.name}>
            <span className="mb-0.5 block text-caption text-ink-3">{field.label}</span>
            <SegmentField
              name={field.name}
              label={field.label}
              options={field.options}
              values={given(view.raw, field.name)}
            />
          </div>
        ) : null,
      )}
      {trials ? (
        <More kind="more-trials" label="Up to three trials" on={view.section === 'strength'} />
      ) : null}
      {pain ? <More kind="more-pain" label="Pain during normal tests too" /> : null}
    </div>
  )
}

/** That of the examination before, until one is entered. */
function LastWeight({ name, view }: { name: string; view: AssessmentView }) {
  const last = view.last[name]
  if (typeof last?.value !== 'number') return null
  return (
    <div className="mt-6 group-has-[input:not(:placeholder-shown)]/weight:hidden">
      <TakeOver name={name} value={String(last.value)} was={`${last.text}, of ${inSentence(last.onText)}`} />
    </div>
  )
}

const itemsWithPain = ({ section }: AssessmentView) =>
  sectionFields(section).some(({ part, item }) => part === 'pain' && item?.pain !== 'always')

/** Shows more fields of the section, by CSS alone. */
function More({
  kind,
  label,
  on = false,
}: {
  kind: 'more-trials' | 'more-pain'
  label: string
  on?: boolean
}) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2 self-center text-dense pointer-coarse:min-h-11">
      <input
        type="checkbox"
        defaultChecked={on}
        className={cx(kind, 'checkbox checkbox-sm checkbox-primary')}
      />
      {label}
    </label>
  )
}

const saidBy = (stated: StatedView) => (stated ? `Said by ${stated.by}, ${inSentence(stated.atText)}. ` : '')

function Finish({ view }: { view: AssessmentView }) {
  const fields = sectionFields('finish').filter((field) => field.name !== 'guardian_consent' || view.minor)
  return (
    <div className="grid max-w-2xl gap-4 px-4 py-4 lg:px-6">
      <div id="on" className="scroll-mt-40">
        <DateField
          name="on"
          label="Examined on"
          defaultValue={view.on}
          min={earliestDay(view.frame.openedOn)}
          max={view.frame.today}
          className="w-44"
        />
      </div>
      {fields.map((field) => (
        <div key={field.name} id={field.name} data-value={field.type === 'text' ? undefined : ''}>
          {field.type === 'option' ? (
            <>
              <p className="mb-1 text-dense font-medium">{field.label}</p>
              <SegmentField
                name={field.name}
                label={field.label}
                options={field.options}
                values={given(view.raw, field.name)}
              />
              <p className="mt-1 text-caption text-ink-3">
                {saidBy(field.name === 'red_flags_reviewed' ? view.reviewed : view.guardian)}The statement is
                stored with the name and the time of who makes it, and counts once the assessment is signed. A
                program cannot be activated without it.
              </p>
            </>
          ) : (
            <NoteField
              name={field.name}
              label={field.label}
              value={given(view.raw, field.name).join('')}
              rows={5}
            />
          )}
        </div>
      ))}
    </div>
  )
}

const groupsOf = (items: readonly AssessmentItem[]): [string, AssessmentItem[]][] => {
  const groups = new Map<string, AssessmentItem[]>()
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item])
  return [...groups]
}

function Groups({ view, items }: { view: AssessmentView; items: readonly AssessmentItem[] }) {
  return groupsOf(items).map(([group, own]) => (
    <section key={group} aria-label={group}>
      <div className="grid items-center gap-x-5 border-y border-line bg-base-200/60 px-4 py-1 first:border-t-0 lg:px-6 md:grid-cols-[14rem_minmax(0,1fr)] xl:grid-cols-[15.5rem_minmax(0,1fr)]">
        <h3 className="text-caption font-semibold">{group}</h3>
        {own.some((item) => item.sided) ? (
          <div className="grid grid-cols-2 gap-x-3 text-caption font-medium text-ink-2">
            <span className="flex items-center gap-2">Left {sideTag(view, 'left')}</span>
            <span className="flex items-center gap-2">Right {sideTag(view, 'right')}</span>
          </div>
        ) : null}
      </div>
      {own.map((item) => (
        <EntryRow key={item.id} item={item} view={view} />
      ))}
    </section>
  ))
}

/** One section of a draft. */
export function EntryScreen({ view, focus }: ScreenProps) {
  const { section, frame, id, flags, stop, hops } = view
  const here = `/cases/${frame.caseId}/assessment/${id}?section=${section}`
  const place = focus && fieldOf(focus) ? focus : null
  return (
    // A section begins with its own fields: nothing that was typed in another one stays.
    <EntryForm
      key={`${section}-${view.revision}`}
      action={saveFindingsAction}
      autosave={autosaveFindingsAction}
      fields={{ caseId: frame.caseId, assessmentId: id, section }}
      revision={view.revision}
      warnings={{ flags, stop, hops }}
      next={stepAfter(section)}
      here={here}
      focus={place}
      label={stepTitles[section]}
    >
      <div className="flex min-w-0 shrink-0 grow flex-col xl:flex-row">
        <SectionNav view={view} />
        <div className="min-w-0 grow">
          <div className="flex flex-wrap items-baseline gap-x-3 px-4 pt-3.5 pb-2.5 lg:px-6">
            <h2 className="text-heading font-semibold">{stepTitles[section]}</h2>
            <span className="num text-dense text-ink-3">
              Assessment of {view.onText}, draft
              {view.testers[section] ? `, measured by ${view.testers[section]}` : ''}
            </span>
            {section === 'finish' ? null : (
              <span className="text-caption text-ink-3 max-xl:hidden xl:ml-auto">
                Keys: n normal, p positive, u unclear, x unable, - not tested, 1 to 9 the choice; Enter next
              </span>
            )}
          </div>
          <Notices view={view} />
          <SectionSetUp view={view} />
          {section === 'finish' ? <Finish view={view} /> : <Groups view={view} items={itemsOf(section)} />}
        </div>
      </div>
    </EntryForm>
  )
}

const impactIn = (section: FormSection) =>
  section === 'gait' ? 'run' : section === 'function' ? 'distance' : hasHops(section) ? 'hop' : null

/** What is to be known before one examines, and what the findings so far ask for. */
export function Notices({ view }: { view: AssessmentView }) {
  const { section, flags, stop, hops } = view
  const { consents } = view.frame
  const unfilmed = section === 'gait' && consents.film !== 'yes'
  return (
    <div className="px-4 *:not-empty:mb-3 lg:px-6">
      <NoExamination consents={consents} caseId={view.frame.onTeam ? view.frame.caseId : null} />
      <Corrected corrected={view.corrected} what="assessment" draft />
      {unfilmed ? (
        <Notice title="Do not film before you have asked">
          The patient has not agreed to be filmed. Without a video, judge the gait by eye.
        </Notice>
      ) : null}
      <Warned drawn={{ flags, stop, hops }} impact={impactIn(section)} />
    </div>
  )
}
