import { RadioGroup } from '#components/forms/choices.tsx'
import { PainPicker } from '#components/forms/pain-picker.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { NumberField } from '#components/forms/text-field.tsx'
import { itemFields, type SessionItem, skipReasons, skipWords } from '#lib/tracking/session-logs/schema.ts'

const scores = Array.from({ length: 11 }, (_, score) => ({ value: `${score}`, label: `${score}` }))
const reasons = skipReasons.map((value) => ({ value, label: skipWords[value] }))
const amounts = {
  reps: { label: 'Times in each set', unit: 'times' },
  hold: { label: 'Hold', unit: 'seconds' },
  timed: { label: 'Seconds in each set', unit: 'seconds' },
  minutes: { label: 'Minutes in each set', unit: 'min' },
} as const

/** Of what was not done only pain that stopped it is asked; a score that was chosen stays in sight, as it is kept. */
const stoppedByPain =
  'group-[:has(input[value=skipped]:checked):not(:has(option[value=pain]:checked,input[name$=".pain"]:checked))]/item:hidden'

/** What nobody knows before the hour after it is over. */
export const AfterField = ({
  item,
  label = 'Pain within an hour',
}: {
  item: SessionItem
  label?: string
}) => (
  <SelectField
    name={`${itemFields(item.itemId)}after`}
    label={label}
    optional
    empty="Not known yet"
    options={scores}
    defaultValue={item.values.after}
  />
)

/**
 * How one exercise went. Which fields show follows the chosen radio by `:has`, so that it works before any script; a
 * field that is not shown is not read by the server either. `after`: the hour after it is asked elsewhere.
 */
export function ItemFields({ item, after = false }: { item: SessionItem; after?: boolean }) {
  const { values } = item
  const name = (field: string) => itemFields(item.itemId) + field
  return (
    <fieldset className="group/item grid min-w-0 gap-4" aria-label={item.name}>
      <RadioGroup
        name={name('how')}
        label={`How did it go: ${item.name}`}
        hideLabel
        choices={[
          { value: 'planned', label: 'Done as planned' },
          { value: 'other', label: 'Done, but not as planned' },
          { value: 'skipped', label: 'Not done' },
        ]}
        defaultValue={values.how}
      />
      <div className="hidden grid-cols-2 gap-3 group-has-[input[value=other]:checked]/item:grid">
        <NumberField name={name('sets')} label="Sets done" whole defaultValue={values.sets} />
        {item.asks.map((ask) => (
          <NumberField
            key={ask}
            name={name(ask)}
            {...amounts[ask === 'hold' && item.timed ? 'timed' : ask]}
            whole
            optional
            defaultValue={values[ask]}
          />
        ))}
        <NumberField name={name('load')} label="Weight" unit="kg" optional defaultValue={values.load} />
      </div>
      <div className="hidden group-has-[input[value=skipped]:checked]/item:block">
        <SelectField
          name={name('skip')}
          label="Why not?"
          optional
          empty="Choose"
          options={reasons}
          defaultValue={values.skip}
        />
      </div>
      <div className={stoppedByPain}>
        <PainPicker
          name={name('pain')}
          label="Worst knee pain during it"
          look="grid"
          defaultValue={values.pain}
        />
      </div>
      <div className="grid gap-3 group-has-[input[value=skipped]:checked]/item:hidden">
        <div className="grid grid-cols-2 items-end gap-3">
          <SelectField
            name={name('effort')}
            label="How hard was it?"
            optional
            empty="Choose"
            options={scores}
            defaultValue={values.effort}
          />
          {after ? null : <AfterField item={item} />}
        </div>
        <p className="text-dense text-ink-2">
          0 is no effort, 10 is all you have. Your program can only move on when we know how hard it was.
        </p>
      </div>
    </fieldset>
  )
}
