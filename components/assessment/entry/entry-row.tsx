import { cx } from '#components/ui/cx.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { type Field, fieldOf } from '#lib/assessment/fields/schema.ts'
import { kneeExtensionLine } from '#lib/assessment/norms/rules.ts'
import type { AssessmentView } from '#lib/assessment/queries.ts'
import { apartLimit, digitsOf, positionOf, referenceOf, unitOf } from '#lib/assessment/reading/rules.ts'
import { stepdownPoints } from '#lib/content/assessment/function.ts'
import { type AssessmentItem, type Side, sides } from '#lib/content/assessment/types.ts'
import { wellsItems } from '#lib/content/flags/wells.ts'
import { gradesInWords } from '#lib/content/grades.ts'
import { BothNormal } from './both-normal.tsx'
import { given, isNumber, numberProps } from './fields.ts'
import type { Live } from './live.ts'
import { NoteField } from './note-field.tsx'
import { NumberBox } from './number-box.tsx'
import { SegmentField } from './segments.tsx'
import { Offered } from './warnings.tsx'

type RowProps = { item: AssessmentItem; view: AssessmentView }

const nameOf = (item: AssessmentItem, side: Side | null, part = '') =>
  [item.id, part, side].filter(Boolean).join('_')

const valueName = (item: AssessmentItem, side: Side | null) =>
  nameOf(item, side, item.input.kind === 'force' ? 'force' : '')

const marks: Record<Side, string> = { left: 'L', right: 'R' }

function Control({ field, view, shown }: { field: Field; view: AssessmentView; shown?: string }) {
  const mark = field.side && field.part !== 'pain' ? { mark: marks[field.side] } : {}
  if (isNumber(field))
    return <NumberBox {...numberProps(field, view.raw)} {...mark} {...(shown ? { shown } : {})} />
  if (field.type === 'text') return null
  return (
    <SegmentField
      name={field.name}
      label={field.label}
      options={field.options}
      many={field.type === 'list'}
      values={given(view.raw, field.name)}
      {...mark}
    />
  )
}

/** The value of the last visit beside the new one. */
function Last({ name, view }: { name: string; view: AssessmentView }) {
  const last = view.last[name]
  if (!last) return null
  return (
    <span className="num mt-0.5 block text-caption text-ink-2">
      <span className="font-medium">{last.text}</span> on {last.onText}
    </span>
  )
}

function Output({ live }: { live: Live }) {
  return (
    <output
      data-live={JSON.stringify(live)}
      className="num block min-h-4 text-caption text-base-content"
      aria-live="off"
    />
  )
}

const wellsPoints = Object.fromEntries(wellsItems.map(({ id, points }) => [id, points]))

/** The answers about the risk of a clot next to the score. */
export function WellsTold({ view }: { view: AssessmentView }) {
  return view.wells.told.map((line) => (
    <p key={line} className="text-caption text-ink-2">
      {line}
    </p>
  ))
}

/** A test that was not normal asks; of a normal one, whoever wants to say it of every test. What is entered stays in sight. */
const painShown = [
  'hidden has-[input:not(:placeholder-shown)]:block group-has-[input[value=positive]:checked]/cell:block',
  'group-has-[input[value=unclear]:checked]/cell:block group-has-[input[value=unable]:checked]/cell:block',
  'group-has-[.more-pain:checked]/entry:group-has-[input[value=normal]:checked]/cell:block',
].join(' ')

function Cell({ item, side, view }: RowProps & { side: Side | null }) {
  const name = valueName(item, side)
  const field = fieldOf(name)
  if (!field) return null
  const kg = item.input.kind === 'force' ? fieldOf(nameOf(item, side, 'kg')) : null
  const pain = item.input.kind === 'result' ? fieldOf(nameOf(item, side, 'nprs')) : null
  const fields = (
    <>
      {kg ? (
        // Each unit where its device is chosen, and where something is entered.
        <>
          <div className="unit-newton">
            <Control field={field} view={view} />
          </div>
          <div id={kg.name} className="unit-kilogram">
            <Control field={kg} view={view} />
            <Last name={kg.name} view={view} />
          </div>
        </>
      ) : (
        <Control field={field} view={view} />
      )}
      {item.id === 'func_stepdown_items' && side ? (
        <Output live={{ kind: 'points', of: name, points: stepdownPoints }} />
      ) : null}
      {item.id === 'wells_items' && view.wells.applies ? (
        <Output live={{ kind: 'points', of: name, points: wellsPoints, wells: true }} />
      ) : null}
      {item.id === 'wells_items' ? <WellsTold view={view} /> : null}
      <Last name={name} view={view} />
      {pain && isNumber(pain) ? (
        <div id={pain.name} className={cx('mt-1.5', item.pain !== 'always' && painShown)}>
          <NumberBox {...numberProps(pain, view.raw)} shown="Pain during the test" />
          <Last name={pain.name} view={view} />
        </div>
      ) : null}
    </>
  )
  return (
    <div id={name} data-value className="group/cell min-w-0 scroll-mt-40">
      {item.hop ? (
        <Offered name={name} drawn={view.hops.closed.includes(name)}>
          {fields}
        </Offered>
      ) : (
        fields
      )}
    </div>
  )
}

/** Only knee extension has a line of its own. */
function lowLineOf({ id, positions }: AssessmentItem, { exam: { context, limits } }: AssessmentView) {
  if (id !== 'str_knee_ext') return null
  const lines = (positions ?? []).flatMap(({ value }) => {
    const line = kneeExtensionLine(value, context.ageYears, context.sex, limits)
    return line === null ? [] : [[value, line] as const]
  })
  return {
    position: `${id}_position`,
    lines: Object.fromEntries(lines),
    lever: `${id}_lever_m`,
    weight: 'weight_today_kg',
    knownKg: context.weightKg,
  }
}

function liveOf(item: AssessmentItem, view: AssessmentView): Live | null {
  const { symmetry, input } = item
  if (!symmetry || (input.kind !== 'number' && input.kind !== 'force')) return null
  const { limits, context } = view.exam
  const { affected, weightKg } = context
  const force = input.kind === 'force'
  const lever = { name: `${item.id}_lever_m`, word: 'lever arm' }
  const weight = weightKg === null ? [{ name: 'weight_today_kg', word: 'body weight of today' }] : []
  const compared = {
    of: force ? `${item.id}_force` : item.id,
    kg: force ? `${item.id}_kg` : null,
    take: force ? ('best' as const) : input.take,
    index: affected === 'both' ? null : affected,
    unit: unitOf(item),
    digits: digitsOf(item),
    needs: force ? [lever, ...weight] : [],
    torque: force ? { lever: lever.name, weight: 'weight_today_kg', knownKg: weightKg } : null,
  }
  if (symmetry.kind === 'lsi') {
    const { lsi_symmetric_pct, lsi_deficit_pct } = limits
    const bands = { lsi_symmetric_pct, lsi_deficit_pct }
    return { kind: 'lsi', ...compared, bands, low: lowLineOf(item, view) }
  }
  return {
    kind: symmetry.kind,
    ...compared,
    limit: apartLimit(symmetry.limit, limits),
    atLeast: symmetry.kind === 'apart' && symmetry.atLeast === true,
  }
}

/** Set-up below the name: position and lever arm. A re-test begins with those of the last visit. */
function SetUp({ item, view }: RowProps) {
  const position = fieldOf(`${item.id}_position`)
  const lever = item.input.kind === 'force' ? fieldOf(`${item.id}_lever_m`) : null
  if (!position && !lever) return null
  return (
    <div className="mt-1.5 flex flex-wrap items-start gap-x-3 gap-y-1.5">
      {position ? (
        <div id={position.name}>
          <Control field={position} view={view} />
        </div>
      ) : null}
      {lever ? (
        <div id={lever.name} data-value>
          <Control field={lever} view={view} shown="Lever arm" />
        </div>
      ) : null}
    </div>
  )
}

function About({ item, view }: RowProps) {
  const note = fieldOf(`${item.id}_note`)
  const text = note ? given(view.raw, note.name).join('') : ''
  return (
    <Disclosure summary={text ? 'How, and note' : 'How, note'} open={text !== ''} className="mt-0.5">
      <p className="text-caption">{item.how}</p>
      {item.accuracy ? <p className="text-caption">{gradesInWords(item.accuracy)}.</p> : null}
      {item.source === '–' ? null : <p className="text-caption">Source: {gradesInWords(item.source)}</p>}
      {note ? (
        <div id={note.name} className="mt-1 max-w-md">
          <NoteField name={note.name} label="Note" value={text} />
        </div>
      ) : null}
    </Disclosure>
  )
}

/** One finding: what it is, both sides next to each other, and what follows from them. */
export function EntryRow({ item, view }: RowProps) {
  const live = liveOf(item, view)
  const reference = referenceOf(item, view.exam, positionOf(item, view.raw))
  return (
    <div
      id={item.id}
      className="grid gap-x-5 gap-y-2 border-t border-line px-4 py-2.5 first:border-t-0 lg:px-6 md:grid-cols-[14rem_minmax(0,1fr)] xl:grid-cols-[15.5rem_minmax(0,1fr)]"
    >
      <div className="min-w-0">
        <div className="flex items-baseline justify-between gap-2">
          <h4 className="text-dense font-semibold">{item.label}</h4>
          {item.input.kind === 'result' && item.sided ? <BothNormal id={item.id} /> : null}
        </div>
        {item.positive ? <p className="text-caption text-ink-2">{item.positive}</p> : null}
        {reference ? <p className="text-caption text-ink-2">Reference: {gradesInWords(reference)}</p> : null}
        <SetUp item={item} view={view} />
        <About item={item} view={view} />
      </div>
      <div className="min-w-0">
        {item.sided ? (
          <div className="grid grid-cols-2 gap-x-3">
            {sides.map((side) => (
              <Cell key={side} item={item} side={side} view={view} />
            ))}
          </div>
        ) : (
          <Cell item={item} side={null} view={view} />
        )}
        {live ? (
          <div className="mt-0.5">
            <Output live={live} />
          </div>
        ) : null}
      </div>
    </div>
  )
}
