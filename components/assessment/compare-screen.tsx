import { Fragment } from 'react'
import { buttonClass } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Cell, GroupRow, HeadCell, Row, Table } from '#components/ui/table.tsx'
import type { ComparedRow } from '#lib/assessment/compare/rules.ts'
import type { ComparisonView } from '#lib/assessment/queries.ts'
import { assessmentSections } from '#lib/content/assessment/types.ts'
import { Finding } from './reading-screen.tsx'
import { sideWords, stepTitles } from './words.ts'

type Props = { view: ComparisonView }

function Choose({ view }: Props) {
  const [a, b] = view.heads
  const select = (name: 'a' | 'b', label: string, chosen: string) => (
    <label className="grid text-caption text-ink-3">
      {label}
      <select
        name={name}
        defaultValue={chosen}
        className="select mt-0.5 h-9 w-44 text-dense text-base-content pointer-coarse:h-11"
      >
        {view.choices.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <form
      action={`/cases/${view.frame.caseId}/assessment/compare`}
      className="no-print flex flex-wrap items-end gap-3"
    >
      {select('a', 'First', a.id)}
      {select('b', 'Second', b.id)}
      <button type="submit" className={buttonClass('plain', 'bar')}>
        Compare
      </button>
    </form>
  )
}

function Change({ row }: { row: ComparedRow }) {
  if (row.not) return <span className="text-caption text-ink-2">{row.not}</span>
  const parts = row.sided
    ? [
        { side: 'Left', text: row.left },
        { side: 'Right', text: row.right },
      ]
    : [{ side: '', text: row.left }]
  return parts.map(({ side, text }) =>
    text ? (
      <span key={side} className="num block">
        {side ? <span className="text-caption text-ink-3">{side} </span> : null}
        {text}
      </span>
    ) : null,
  )
}

function Sides({ row, of }: { row: ComparedRow; of: 'a' | 'b' }) {
  const { sided, left, right } = row[of]
  if (!sided)
    return (
      <Cell className="border-l border-line py-1.5 align-top" colSpan={2}>
        <Finding cell={left} />
      </Cell>
    )
  return (
    <>
      <Cell className="border-l border-line py-1.5 align-top">
        <Finding cell={left} />
      </Cell>
      <Cell className="py-1.5 align-top">
        <Finding cell={right} />
      </Cell>
    </>
  )
}

function Symmetries({ row }: { row: ComparedRow }) {
  const { a, b } = row
  if (!a.symmetry && !b.symmetry) return null
  return (
    <span className="num block text-caption text-ink-3">
      Between the sides: {a.symmetry ?? 'not known'}, then {b.symmetry ?? 'not known'}
    </span>
  )
}

/** Two assessments beside each other, the older first, with what changed on each side. */
export function CompareScreen({ view }: Props) {
  const [a, b] = view.heads
  const title = (head: typeof a) => `${head.onText}${head.signedText ? '' : ', draft'}`
  return (
    <div className="pb-6">
      <div className="flex flex-wrap items-end gap-3 px-4 pt-3.5 pb-3 lg:px-6">
        <h2 className="text-heading font-semibold">
          {title(a)} and {title(b)}
        </h2>
        <span className="flex flex-wrap items-end gap-3 lg:ml-auto">
          <Choose view={view} />
          <LinkButton href={`/cases/${view.frame.caseId}/assessment`} variant="ghost" size="bar">
            All assessments
          </LinkButton>
        </span>
      </div>
      <Table label="Comparison" minWidth="54rem" still>
        <thead>
          <tr>
            <HeadCell className="w-[22%]">Finding</HeadCell>
            {[a, b].map(({ id, onText, affected }) => (
              <Fragment key={id}>
                <HeadCell className="border-l border-line">
                  {onText}, {sideWords('left', affected)}
                </HeadCell>
                <HeadCell>{sideWords('right', affected)}</HeadCell>
              </Fragment>
            ))}
            <HeadCell className="w-[22%] border-l border-line">Change</HeadCell>
          </tr>
        </thead>
        {assessmentSections.map((section) => {
          const rows = view.rows.filter((row) => row.section === section)
          if (rows.length === 0) return null
          return (
            <tbody key={section}>
              <GroupRow title={stepTitles[section]} count={rows.length} columns={6} />
              {rows.map((row) => (
                <Row key={row.id}>
                  <Cell className="py-1.5 align-top">
                    <span className="font-medium">{row.label}</span>
                    <Symmetries row={row} />
                  </Cell>
                  <Sides row={row} of="a" />
                  <Sides row={row} of="b" />
                  <Cell className="border-l border-line py-1.5 align-top">
                    <Change row={row} />
                  </Cell>
                </Row>
              ))}
            </tbody>
          )
        })}
      </Table>
    </div>
  )
}
