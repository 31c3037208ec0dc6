import { Corrected } from '#components/cases/corrected.tsx'
import { ActionForm } from '#components/forms/action-form.tsx'
import { Checkbox } from '#components/forms/choices.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { cx } from '#components/ui/cx.ts'
import { SignatureIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, GroupRow, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { signAssessmentAction } from '#lib/assessment/actions.ts'
import type { AssessmentView } from '#lib/assessment/queries.ts'
import type { CellText, FindingRow } from '#lib/assessment/reading/rules.ts'
import type { Discarded } from '#lib/cases/discarded/rules.ts'
import { assessmentSections } from '#lib/content/assessment/types.ts'
import { gradesInWords } from '#lib/content/grades.ts'
import { inSentence } from '#lib/dates.ts'
import { WellsTold } from './entry/entry-row.tsx'
import { Notices } from './entry/entry-screen.tsx'
import { WithdrawForm } from './withdraw-form.tsx'
import { sideWords, stepTitles } from './words.ts'

type Props = { view: AssessmentView }

export function Finding({ cell }: { cell: CellText | null }) {
  if (!cell) return <span className="text-ink-3">–</span>
  return (
    <>
      <span className={cx('num', cell.marked && 'font-semibold')}>{cell.text}</span>
      {cell.detail ? <span className="num block text-caption text-ink-3">{cell.detail}</span> : null}
    </>
  )
}

function FindingLine({ row, view }: Props & { row: FindingRow }) {
  return (
    <Row>
      <Cell className="py-1.5 align-top">
        <span className="font-medium">{row.label}</span>
        {row.setUp ? <span className="block text-caption text-ink-3">{row.setUp}</span> : null}
        {row.note ? (
          <span className="block text-caption whitespace-pre-line text-ink-2">{row.note}</span>
        ) : null}
      </Cell>
      {row.sided ? (
        <>
          <Cell className="py-1.5 align-top">
            <Finding cell={row.left} />
          </Cell>
          <Cell className="py-1.5 align-top">
            <Finding cell={row.right} />
          </Cell>
        </>
      ) : (
        <Cell className="py-1.5 align-top" colSpan={2}>
          <Finding cell={row.left} />
          {row.id === 'wells_items' ? <WellsTold view={view} /> : null}
        </Cell>
      )}
      <Cell className="num py-1.5 align-top">{row.symmetry ?? ''}</Cell>
      <Cell className="py-1.5 align-top text-caption text-ink-2">
        {row.reference ? gradesInWords(`${row.reference} ${row.source === '–' ? '' : row.source}`) : ''}
      </Cell>
    </Row>
  )
}

function Findings({ view }: Props) {
  const { affected } = view.exam.context
  return (
    <Table label="Findings" minWidth="46rem" still>
      <TableHead>
        <HeadCell className="w-[26%]">Finding</HeadCell>
        <HeadCell className="w-[17%]">{sideWords('left', affected, 'Left')}</HeadCell>
        <HeadCell className="w-[17%]">{sideWords('right', affected, 'Right')}</HeadCell>
        <HeadCell className="w-[16%]">Between the sides</HeadCell>
        <HeadCell>Reference</HeadCell>
      </TableHead>
      {assessmentSections.map((section) => {
        const rows = view.rows.filter((row) => row.section === section)
        if (rows.length === 0) return null
        return (
          <tbody key={section}>
            <GroupRow title={stepTitles[section]} count={rows.length} columns={5} />
            {rows.map((row) => (
              <FindingLine key={row.id} row={row} view={view} />
            ))}
          </tbody>
        )
      })}
    </Table>
  )
}

function StandsOut({ view }: Props) {
  const { raw, outstanding, rows, reviewed, guardian } = view
  const none = assessmentSections.filter((section) => !rows.some((row) => row.section === section))
  return (
    <div className="grid max-w-3xl gap-3">
      {typeof raw.general_note === 'string' ? (
        <p className="text-body whitespace-pre-line">{raw.general_note}</p>
      ) : null}
      {outstanding.length > 0 ? (
        <ul className="grid list-disc gap-0.5 pl-5 text-dense sm:grid-cols-2 sm:gap-x-8">
          {outstanding.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : (
        <p className="text-dense text-ink-2">Nothing recorded stands out.</p>
      )}
      {none.length > 0 ? (
        <p className="text-caption text-ink-3">
          Not examined: {none.map((section) => stepTitles[section].toLowerCase()).join('; ')}.
        </p>
      ) : null}
      {raw.red_flags_reviewed === 'yes' ? (
        <p className="num text-dense text-ink-2">
          Red flags reviewed{reviewed ? ` by ${reviewed.by}, ${inSentence(reviewed.atText)}` : ''}.
        </p>
      ) : null}
      {raw.guardian_consent === undefined ? null : (
        <p className="num text-dense text-ink-2">
          The guardian {raw.guardian_consent === 'yes' ? 'consents' : 'does not consent'}
          {guardian ? `, written down by ${guardian.by}, ${inSentence(guardian.atText)}` : ''}.
        </p>
      )}
    </div>
  )
}

/** Signs what stands above it. */
function Sign({ view }: Props) {
  const summary = `/cases/${view.frame.caseId}/assessment/${view.id}?section=finish`
  return (
    <Section title="Sign" className="no-print px-4 lg:px-6">
      <ActionForm
        action={signAssessmentAction}
        idPrefix="sign"
        label="Sign the assessment"
        className="max-w-xl"
      >
        <input type="hidden" name="caseId" value={view.frame.caseId} />
        <input type="hidden" name="assessmentId" value={view.id} />
        <input type="hidden" name="version" value={view.version} />
        {view.unusual.length > 0 ? (
          <Checkbox
            name="checked"
            label="I have checked these unusual values"
            hint={view.unusual.join('; ')}
          />
        ) : null}
        {view.notToday ? (
          <Checkbox
            name="day"
            label={`It was examined on ${view.onText}, not today`}
            hint={
              <>
                Another day? <TextLink href={`${summary}#on`}>Change it in the summary</TextLink>
              </>
            }
          />
        ) : null}
        <p className="text-dense text-ink-2">
          A signed assessment does not change any more. What turns out to be wrong is measured again in a new
          one; all of it can be marked as entered in error.
        </p>
        <div>
          <SubmitButton pendingLabel="Signing">
            <SignatureIcon />
            Sign the assessment
          </SubmitButton>
        </div>
      </ActionForm>
    </Section>
  )
}

function WithdrawnNotice({ withdrawn, signed }: { withdrawn: Discarded; signed: boolean }) {
  return (
    <Notice
      tone="ink"
      className="mx-4 mb-3 lg:mx-6"
      title={`${signed ? 'Entered in error' : 'Discarded draft'}: no rule reads it`}
    >
      {withdrawn.reason} ({withdrawn.by}, {inSentence(withdrawn.atText)})
    </Notice>
  )
}

/** An assessment to be read: signed, withdrawn, or the draft just before. */
export function ReadingScreen({ view }: Props) {
  const base = `/cases/${view.frame.caseId}/assessment`
  const { withdrawn } = view
  const draft = view.signedText === null && !withdrawn
  return (
    <div className="pb-6">
      <div className="flex flex-wrap items-center gap-3 px-4 pt-3.5 pb-3 lg:px-6">
        <h2 className={cx('text-heading font-semibold', withdrawn && 'line-through')}>
          Assessment of {view.onText}
        </h2>
        {draft ? <Tag tone="line">Draft</Tag> : null}
        <span className="num text-dense text-ink-3">
          {view.signedText === null
            ? `begun by ${view.by}`
            : `signed by ${view.by}, ${inSentence(view.signedText)}`}
        </span>
        <span className="flex flex-wrap gap-2 lg:ml-auto">
          {draft && view.frame.mayWrite ? (
            <LinkButton href={`${base}/${view.id}?section=observation`}>Go on examining</LinkButton>
          ) : draft && view.frame.onTeam ? (
            <LinkButton href={`${base}/${view.id}?section=finish`}>Summary and day</LinkButton>
          ) : null}
          {view.previousId ? (
            <LinkButton href={`${base}/compare?a=${view.previousId}&b=${view.id}`}>
              Compare with the one before
            </LinkButton>
          ) : null}
          <LinkButton href={base} variant="ghost">
            All assessments
          </LinkButton>
        </span>
      </div>
      {withdrawn ? <WithdrawnNotice withdrawn={withdrawn} signed={view.signedText !== null} /> : null}
      {draft ? (
        <Notices view={view} />
      ) : (
        <Corrected corrected={view.corrected} what="assessment" draft={false} className="mx-4 mb-3 lg:mx-6" />
      )}
      {view.signedText !== null && view.stop ? (
        <Notice className="mx-4 mb-3 lg:mx-6" title="The examination was stopped">
          {view.stop} The remaining provocative tests were left out.
        </Notice>
      ) : null}
      <div className={cx(withdrawn && 'line-through')}>
        <Section title="What stands out" line={false} className="px-4 lg:px-6">
          <StandsOut view={view} />
        </Section>
        {view.rows.length > 0 ? <Findings view={view} /> : null}
      </div>
      {draft && view.frame.onTeam ? <Sign view={view} /> : null}
      {view.mayWithdraw ? (
        <div className="px-4 pt-4 lg:px-6">
          <WithdrawForm caseId={view.frame.caseId} one={view} />
        </div>
      ) : null}
    </div>
  )
}
