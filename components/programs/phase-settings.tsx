import { buttonClass } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { PlusIcon } from '#components/ui/icons.tsx'
import type { BuilderPhase } from '#lib/programs/builder/schema.ts'
import { CellErrors } from './dose-cell.tsx'
import { SmallField, SmallText } from './small-field.tsx'
import { Tick } from './tick.tsx'

type PhaseSettingsProps = { phase: BuilderPhase; index: number; count: number }

/** Name, weeks and limits of the phase that is shown; adding, moving and removing phases. */
export function PhaseSettings({ phase, index, count }: PhaseSettingsProps) {
  const button = (intent: string, text: string) => (
    <button type="submit" name="intent" value={intent} className={buttonClass('plain', 'small')}>
      {text}
    </button>
  )
  const field = (name: string) => `phase.${name}`
  return (
    <div className="mt-3">
      <button
        type="submit"
        name="intent"
        value="phase_add"
        className="flex min-h-8 items-center gap-2 px-2 text-dense font-medium text-primary pointer-coarse:min-h-11"
      >
        <PlusIcon size={15} />
        Add phase
      </button>
      <Disclosure summary={`Change ${phase.name}`} className="mt-3 border-t border-line pt-3">
        <SmallText name={field('name')} label="Name" value={phase.name} />
        <div className="mt-2 grid grid-cols-2 gap-2">
          <SmallField name={field('weeksMin')} label="Weeks, from" value={`${phase.weeks.min}`} />
          <SmallField name={field('weeksMax')} label="to" value={`${phase.weeks.max}`} />
          <SmallField
            name={field('runLimit')}
            label="Pain while running"
            value={`${phase.params.runLimit}`}
          />
          <SmallField name={field('exLimit')} label="Pain in exercise" value={`${phase.params.exLimit}`} />
          <SmallField name={field('hopLimit')} label="Pain in ten hops" value={`${phase.params.hopLimit}`} />
          <SmallField
            name={field('sessionsPerWeek')}
            label="Sessions a week"
            value={`${phase.params.sessionsPerWeek}`}
          />
        </div>
        <Tick name={field('amberOk')} value="yes" checked={phase.params.amberOk}>
          Sessions with pain 3 to 5 count
        </Tick>
        <CellErrors
          names={['name', 'weeksMin', 'weeksMax', 'runLimit', 'exLimit', 'hopLimit', 'sessionsPerWeek'].map(
            field,
          )}
        />
        <div className="mt-2 flex flex-wrap gap-1.5">
          {index > 0 ? button('phase_up', 'Earlier') : null}
          {index < count - 1 ? button('phase_down', 'Later') : null}
          {count > 1 ? button('phase_remove', 'Remove phase') : null}
        </div>
      </Disclosure>
    </div>
  )
}
