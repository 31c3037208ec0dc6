import { ActionForm } from '#components/forms/action-form.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { NoExamination } from '#components/intakes/no-examination.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { CheckIcon, StethoscopeIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx'
import { StateMark } from '#components/ui/tag.tsx'
import { startAssessmentAction } from '#lib/assessment/actions.ts'
import { allFields, placeOf } from '#lib/assessment/fields/schema.ts'
import type { AssessmentListItem, AssessmentsView } from '#lib/assessment/queries.ts'
import { earliestDay } from '#lib/cases/rules.ts'
import { assessmentItem } from '#lib/content/assessment/index.ts'
import { countText, inSentence } from '#lib/dates.ts'
import { newId } from '#lib/ids.ts'
import { ruleInputLabel } from '#lib/rulebook/words/rules.ts'
import { WithdrawForm } from './withdraw-form.tsx'

type Props = { view: AssessmentsView; field: string | null }

const baseOf = (view: AssessmentsView) => `/cases/${view.frame.caseId}/assessment`

/** The words of a finding that another page asked for. */
function askedFor(field: string | null): string | null {
  const place = field ? placeOf(field) : null
  return allFields.find((one) => one.name === place?.name)?.item?.label ?? null
}

function Start({ view, field }: Props) {
  const asked = askedFor(field)
  const first = view.list.length === 0
  return (
    <Section
      title={first ? 'First assessment' : 'Re-test'}
      id="start"
      line={false}
      note={asked ? `Begins at: ${asked}.` : first ? undefined : 'Begins with the set-up of the last one.'}
    >
      <ActionForm action={startAssessmentAction} idPrefix="start" label="Start an assessment">
        <input type="hidden" name="id" value={newId()} />
        <input type="hidden" name="caseId" value={view.frame.caseId} />
        <input type="hidden" name="field" value={asked && field ? field : ''} />
        <div className="flex flex-wrap items-end gap-3">
          <DateField
            name="on"
            label="Examined on"
            defaultValue={view.today}
            min={earliestDay(view.frame.openedOn)}
            max={view.today}
            className="w-44"
          />
          <SubmitButton pendingLabel="Starting" size="field">
            Start an assessment
          </SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}

function Draft({ view, draft }: { view: AssessmentsView; draft: AssessmentListItem }) {
  return (
    <Section title="Draft" line={false} note={`Of ${draft.onText}, begun by ${draft.by}.`}>
      <div className="flex flex-wrap gap-2">
        {view.frame.mayWrite ? (
          <LinkButton href={`${baseOf(view)}/${draft.id}?section=observation`} variant="primary">
            Go on examining
          </LinkButton>
        ) : null}
        <LinkButton href={`${baseOf(view)}/${draft.id}?section=sign`}>
          {view.frame.onTeam ? 'Read and sign' : 'Read what is recorded'}
        </LinkButton>
      </div>
      {view.frame.onTeam ? <WithdrawForm caseId={view.frame.caseId} one={draft} /> : null}
    </Section>
  )
}

function Latest({ view, one }: { view: AssessmentsView; one: AssessmentListItem }) {
  return (
    <Section
      title="What stood out last"
      aside={<TextLink href={`${baseOf(view)}/${one.id}`}>Assessment of {one.onText}</TextLink>}
    >
      {one.outstanding.length === 0 ? (
        <p className="text-dense text-ink-2">Nothing recorded stands out.</p>
      ) : (
        <ul className="grid list-disc gap-0.5 pl-5 text-dense sm:grid-cols-2 sm:gap-x-8">
          {one.outstanding.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** Two of the list, to be looked at beside each other. A plain form, so the comparison has an address. */
function All({ view }: { view: AssessmentsView }) {
  const several = view.list.length > 1
  const [newest] = view.list
  const oldest = view.list.at(-1)
  const radio = (name: 'a' | 'b', one: AssessmentListItem, chosen: boolean) => (
    <label className="grid h-8 w-8 cursor-pointer place-items-center pointer-coarse:h-11 pointer-coarse:w-11">
      <input
        type="radio"
        name={name}
        value={one.id}
        defaultChecked={chosen}
        className="radio radio-primary radio-sm"
        aria-label={`${name === 'a' ? 'First' : 'Second'}: ${one.onText}`}
      />
    </label>
  )
  return (
    <Section title="All assessments">
      <form action={`${baseOf(view)}/compare`} className="-mx-4 lg:-mx-6">
        <Table label="Assessments" minWidth="34rem">
          <TableHead>
            <HeadCell>Day</HeadCell>
            <HeadCell>Examined by</HeadCell>
            <HeadCell>Recorded</HeadCell>
            <HeadCell>State</HeadCell>
            {several ? (
              <>
                <HeadCell>First</HeadCell>
                <HeadCell>Second</HeadCell>
              </>
            ) : null}
          </TableHead>
          <tbody>
            {view.list.map((one) => (
              <Row key={one.id}>
                <Cell>
                  <TextLink href={`${baseOf(view)}/${one.id}`}>{one.onText}</TextLink>
                </Cell>
                <Cell>{one.by}</Cell>
                <Cell className="num">{countText(one.recorded, 'finding')}</Cell>
                <Cell>
                  <StateMark state={one.signedText ? 'on' : 'open'}>
                    {one.signedText ? `signed ${inSentence(one.signedText)}` : 'draft'}
                  </StateMark>
                </Cell>
                {several ? (
                  <>
                    <Cell className="w-10">{radio('a', one, one.id === oldest?.id)}</Cell>
                    <Cell className="w-10">{radio('b', one, one.id === newest?.id)}</Cell>
                  </>
                ) : null}
              </Row>
            ))}
          </tbody>
        </Table>
        {several ? (
          <div className="px-4 pt-3 text-right lg:px-6">
            <button type="submit" className={buttonClass('plain')}>
              Compare the two
            </button>
          </div>
        ) : null}
      </form>
    </Section>
  )
}

/** Kept and read by nobody but who opens it. */
function Withdrawn({ view }: { view: AssessmentsView }) {
  return (
    <Section title="Entered in error or discarded" note="No rule reads these.">
      <ul className="divide-y divide-line">
        {view.withdrawn.map(({ id, onText, by, signedText, withdrawn }) => (
          <li key={id} className="py-2 text-dense">
            <TextLink href={`${baseOf(view)}/${id}`} className="line-through">
              Assessment of {onText}
            </TextLink>{' '}
            <span className="num text-ink-3">
              {signedText ? `signed by ${by}; entered in error` : `draft, begun by ${by}; discarded`}
              {withdrawn ? `: ${withdrawn.by}, ${inSentence(withdrawn.atText)}` : ''}
            </span>
            <span className="block break-words text-ink-2">{withdrawn?.reason}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Minimum({ view }: { view: AssessmentsView }) {
  return (
    <Section title="Before a program" line={false} note="The minimum data set of the first visit.">
      <ul className="grid gap-1.5 text-dense">
        {view.minimum.map((row) => (
          <li key={row.id} className="flex items-start gap-2">
            {row.met ? (
              <CheckIcon size={15} className="mt-0.5 text-teal-ink" />
            ) : (
              <span
                aria-hidden="true"
                className="mx-[1.5px] mt-1 h-3 w-3 shrink-0 rounded-full border-[1.5px] border-control"
              />
            )}
            <span className={row.met ? 'text-ink-2' : ''}>
              {row.label}
              <span className="sr-only">{row.met ? ': done' : ': missing'}</span>
              {row.missing.length > 0 ? (
                <span className="block text-caption text-ink-3">
                  Missing:{' '}
                  {[...new Set(row.missing)]
                    .map((id) => assessmentItem(id)?.label ?? ruleInputLabel(id))
                    .join('; ')}
                </span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function ListScreen({ view, field }: Props) {
  const draft = view.list.find((one) => one.signedText === null)
  const last = view.list.find((one) => one.signedText !== null)
  return (
    <div className="gap-x-8 px-4 pt-4 pb-8 lg:px-6 xl:grid xl:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="min-w-0">
        {view.frame.consents.examination === 'no' ? (
          <div className="mb-4">
            <NoExamination
              consents={view.frame.consents}
              caseId={view.frame.onTeam ? view.frame.caseId : null}
            />
          </div>
        ) : null}
        {draft ? (
          <Draft view={view} draft={draft} />
        ) : view.frame.mayWrite ? (
          <Start view={view} field={field} />
        ) : null}
        {last ? <Latest view={view} one={last} /> : null}
        {view.list.length > 0 ? (
          <All view={view} />
        ) : view.withdrawn.length > 0 ? null : (
          <EmptyState icon={StethoscopeIcon} title="No assessment yet" level={3}>
            Tests, strength, flexibility, function and running gait, side by side.
          </EmptyState>
        )}
        {view.withdrawn.length > 0 ? <Withdrawn view={view} /> : null}
      </div>
      <aside aria-label="Before a program" className="max-xl:mt-4">
        <Minimum view={view} />
      </aside>
    </div>
  )
}
