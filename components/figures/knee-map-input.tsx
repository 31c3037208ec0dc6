import { zones } from '#lib/content/intake/zones.ts'
import type { ChosenZone } from './knee-map.tsx'
import { isMirrored, KneePicture, type KneeSide, LegsPicture } from './knee-picture.tsx'
import { type KneeView, kneeZones, legZones, type ZoneShape } from './knee-shapes.ts'
import { zoneClass, zoneStates } from './knee-states.ts'

type Props = {
  /** name of the checkboxes; each posts `side:zone` */
  name?: string
  chosen?: readonly ChosenZone[]
  sides?: readonly KneeSide[]
}

const idOf = (name: string, value: string) => `${name}-${value.replace(':', '-')}`
const percent = (value: number) => `${Math.round(value * 10) / 10}%`

/** A clickable pad over the picture: a second label of the checkbox in the list. */
function Pad({
  name,
  value,
  shape,
  size,
  mirrored,
}: {
  name: string
  value: string
  shape: ZoneShape
  size: readonly [number, number]
  mirrored: boolean
}) {
  const { cx, cy, rx, ry } = shape
  const left = mirrored ? size[0] - cx - rx : cx - rx
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the words stand at the checkbox itself; a second text would be read twice
    <label
      htmlFor={idOf(name, value)}
      aria-hidden="true"
      className="absolute cursor-pointer rounded-full"
      style={{
        left: percent((left / size[0]) * 100),
        top: percent(((cy - ry) / size[1]) * 100),
        width: percent(((2 * rx) / size[0]) * 100),
        height: percent(((2 * ry) / size[1]) * 100),
      }}
    />
  )
}

const look = (value: string) => `km-zone ${zoneStates[value] ?? ''}`

function Knee({ name, side, view }: { name: string; side: KneeSide; view: KneeView }) {
  return (
    <figure className={view === 'front' ? 'w-3/5 max-w-72' : 'w-2/5 max-w-48'}>
      <div className="relative">
        <KneePicture side={side} view={view} classOf={look} />
        {kneeZones[view].map((shape) => (
          <Pad
            key={shape.zone}
            name={name}
            value={`${side}:${shape.zone}`}
            shape={shape}
            size={[212, 400]}
            mirrored={isMirrored(side, view)}
          />
        ))}
      </div>
      <figcaption className="text-caption text-center">{view === 'front' ? 'Front' : 'Back'}</figcaption>
    </figure>
  )
}

function Choice({
  name,
  value,
  label,
  checked,
}: {
  name: string
  value: string
  label: string
  checked: boolean
}) {
  return (
    <label
      htmlFor={idOf(name, value)}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-field px-3 has-checked:font-semibold has-checked:text-pain-line"
    >
      <input
        type="checkbox"
        id={idOf(name, value)}
        name={name}
        value={value}
        defaultChecked={checked}
        className={`${zoneClass(value)} size-5 shrink-0 accent-(--pain-7)`}
      />
      <span>{label}</span>
    </label>
  )
}

function SideMap({ name, side, chosen }: { name: string; side: KneeSide; chosen: ReadonlySet<string> }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="text-heading font-semibold">
        {side === 'right' ? 'Right leg (R)' : 'Left leg (L)'}
      </legend>
      <div className="flex items-end gap-3">
        <Knee name={name} side={side} view="front" />
        <Knee name={name} side={side} view="back" />
      </div>
      <div className="grid sm:grid-cols-2">
        {zones.map(({ id, label }) => (
          <Choice
            key={id}
            name={name}
            value={`${side}:${id}`}
            label={label}
            checked={chosen.has(`${side}:${id}`)}
          />
        ))}
      </div>
    </fieldset>
  )
}

/**
 * Where it hurts, to answer: pads on the pictures and a list beside them are the same native checkboxes, so touch, mouse,
 * keyboard and a page without scripts all work. Posts `name` with values such as `left:zone_peripatellar`.
 */
export function KneeMapInput({ name = 'pain_zones', chosen = [], sides = ['right', 'left'] }: Props) {
  const values = new Set(chosen.map(({ zone, side }) => `${side}:${zone}`))
  const middle = 'middle:zone_low_back'
  return (
    <div className="group/km grid gap-6">
      {sides.map((side) => (
        <SideMap key={side} name={name} side={side} chosen={values} />
      ))}
      <fieldset className="grid gap-3">
        <legend className="text-heading font-semibold">Thigh, calf, hip and lower back</legend>
        <p className="text-caption text-ink-2">Your right leg is on the left of the picture.</p>
        <div className="relative w-44">
          <LegsPicture classOf={look} />
          {legZones
            .filter(({ side }) => side === 'middle' || sides.includes(side))
            .map((shape) => (
              <Pad
                key={shape.side + shape.zone}
                name={name}
                value={`${shape.side}:${shape.zone}`}
                shape={shape}
                size={[120, 240]}
                mirrored={false}
              />
            ))}
        </div>
        <Choice name={name} value={middle} label="Lower back, in the middle" checked={values.has(middle)} />
      </fieldset>
    </div>
  )
}
