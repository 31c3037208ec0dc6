import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { ShuffleIcon, TriangleAlertIcon } from '#components/ui/icons.tsx'
import { Menu, menuItemClass } from '#components/ui/menu.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'
import type { BuilderItem } from '#lib/programs/builder/schema.ts'
import { cellNames } from '#lib/programs/cells/schema.ts'
import { weekdays } from '#lib/programs/schema.ts'
import { CellErrors, DoseCell } from './dose-cell.tsx'
import { DragHandle } from './drag-handle.tsx'
import { ItemDetails } from './item-details.tsx'
import { Tick } from './tick.tsx'
import { cellHeads, dayLetters, dayNames } from './words.ts'

type BuilderRowProps = { item: BuilderItem; index: number; count: number }

function ItemMenu({ item, index, count }: BuilderRowProps) {
  const button = (intent: string, text: string) => (
    <button type="submit" name="intent" value={intent} className={menuItemClass}>
      {text}
    </button>
  )
  return (
    <Menu id={`menu-${item.key}`} label={`Actions for ${item.name}`}>
      {index > 0 ? button(`up:${item.key}`, 'Move up') : null}
      {index < count - 1 ? button(`down:${item.key}`, 'Move down') : null}
      {item.easier ? button(`swap:${item.key}:${item.easier.id}`, `Easier: ${item.easier.name}`) : null}
      {item.harder ? button(`swap:${item.key}:${item.harder.id}`, `Harder: ${item.harder.name}`) : null}
      {button(`remove:${item.key}`, 'Remove')}
    </Menu>
  )
}

function Days({ item }: { item: BuilderItem }) {
  return (
    <fieldset className="flex flex-wrap items-center gap-0.5">
      <legend className="sr-only">Days of {item.name}</legend>
      {weekdays.map((day) => (
        <Tick
          key={day}
          look="round"
          name={`item.${item.key}.days`}
          value={day}
          checked={item.days.includes(day)}
        >
          <span aria-hidden="true">{dayLetters[day]}</span>
          <span className="sr-only">{dayNames[day]}</span>
        </Tick>
      ))}
    </fieldset>
  )
}

function Title({ item }: { item: BuilderItem }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
      <h3 className="text-body font-semibold">{item.name}</h3>
      <span className="text-caption text-ink-3">{item.targets}</span>
      {item.replaced ? <Tag icon={ShuffleIcon}>{item.replaced}</Tag> : null}
      {item.eachRun ? <Tag>with each run</Tag> : null}
      {item.optional ? <Tag>optional</Tag> : null}
      {item.lacking.length > 0 ? <Tag tone="line">needs {item.lacking.join(', ')}</Tag> : null}
      {item.blocked ? (
        <Tag tone="amber" icon={TriangleAlertIcon}>
          stopped by a red flag
        </Tag>
      ) : null}
    </div>
  )
}

/** One exercise of the draft: figure, dose strip, days, minutes, and what opens below it. */
export function BuilderRow({ item, index, count }: BuilderRowProps) {
  const exercise = exerciseById(item.exerciseId)
  const field = (name: string) => `item.${item.key}.${name}`
  return (
    <li className="relative grid grid-cols-[auto_auto_minmax(0,1fr)] items-center gap-x-2 border-t border-line bg-base-100 py-1.5 pr-3 pl-1.5 first:border-0 data-[drop=after]:shadow-[inset_0_-2px_0_0_var(--color-primary)] data-[drop=before]:shadow-[inset_0_2px_0_0_var(--color-primary)] @[47rem]:pr-4">
      <span className="@[47rem]:row-span-2">
        <DragHandle itemKey={item.key} name={item.name} index={index} count={count} />
      </span>
      <span className="w-[72px] overflow-hidden rounded-field bg-base-200 [--fig-halo:var(--color-base-200)] @[47rem]:row-span-2 @[47rem]:w-[100px]">
        {exercise ? (
          <ExerciseFigure exercise={exercise} size={100} height={74} label="" className="h-auto w-full" />
        ) : null}
      </span>
      <div className="flex min-w-0 items-start justify-between gap-2 pl-1 @[47rem]:self-end">
        <Title item={item} />
        <span className="flex shrink-0 items-center gap-1">
          <span className="num text-dense font-semibold whitespace-nowrap">
            {item.minutes.toFixed(1)} <span className="font-normal text-ink-3">min</span>
          </span>
          <ItemMenu item={item} index={index} count={count} />
        </span>
      </div>
      <div className="col-span-3 min-w-0 pl-1 @[47rem]:col-span-1 @[47rem]:col-start-3 @[47rem]:self-start">
        <div className="mt-1 flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
          <div className="grid grow grid-cols-3 overflow-hidden rounded-field border border-line-strong bg-base-100 @[47rem]:inline-flex @[47rem]:grow-0">
            {cellNames.map((cell) => (
              <DoseCell
                key={cell}
                name={field(cell)}
                label={cellHeads[cell].label}
                of={item.name}
                value={item.cells[cell]}
                changed={item.changed.includes(cell)}
                width={cellHeads[cell].width}
              />
            ))}
          </div>
          <Days item={item} />
        </div>
        <CellErrors names={[...cellNames, 'days'].map(field)} />
        <ItemDetails item={item} />
      </div>
    </li>
  )
}
