import { Drawing } from '#components/ui/drawing.tsx'
import {
  anatomy,
  type KneeView,
  kneeZones,
  legsOutline,
  legZones,
  outlines,
  type ZoneShape,
} from './knee-shapes.ts'

export type KneeSide = 'right' | 'left'
/** `side:zone`, as the form posts it. */
export type ZoneValue = string

type ZoneClass = (value: ZoneValue) => string | null

function Zone({ shape, className }: { shape: ZoneShape; className: string }) {
  const { cx, cy, rx, ry, hole } = shape
  if (!hole) return <ellipse className={className} cx={cx} cy={cy} rx={rx} ry={ry} />
  const ring = (a: number, b: number) =>
    `M${cx - a} ${cy}a${a} ${b} 0 1 0 ${2 * a} 0a${a} ${b} 0 1 0 ${-2 * a} 0Z`
  return <path className={className} fillRule="evenodd" d={ring(rx, ry) + ring(hole[0], hole[1])} />
}

/** Is the picture the mirror of the drawing, which is the right leg from the front? */
export const isMirrored = (side: KneeSide, view: KneeView): boolean => (side === 'left') !== (view === 'back')

/** One knee from the front or the back. `classOf` says how a zone looks; null leaves it out. */
export function KneePicture({ side, view, classOf }: { side: KneeSide; view: KneeView; classOf: ZoneClass }) {
  const id = `km-${side}-${view}`
  return (
    <Drawing viewBox="0 0 212 400" className="block h-auto w-full" aria-hidden="true">
      <linearGradient id={id}>
        <stop offset="0" className="km-e" />
        <stop offset=".28" className="km-m" />
        <stop offset=".7" className="km-m" />
        <stop offset="1" className="km-e" />
      </linearGradient>
      <g transform={isMirrored(side, view) ? 'translate(212 0) scale(-1 1)' : undefined}>
        <path d={outlines[view]} fill={`url(#${id})`} className="km-skin" />
        {anatomy[view].map(([className, d]) => (
          <path key={d} className={className} d={d} />
        ))}
        {kneeZones[view].map((shape) => {
          const className = classOf(`${side}:${shape.zone}`)
          return className === null ? null : <Zone key={shape.zone} shape={shape} className={className} />
        })}
      </g>
    </Drawing>
  )
}

/** Both legs with hips and lower back, small. */
export function LegsPicture({ classOf }: { classOf: ZoneClass }) {
  return (
    <Drawing viewBox="0 0 120 240" className="block h-auto w-full" aria-hidden="true">
      <path d={legsOutline} className="km-skin" fill="var(--km-skin)" />
      {legZones.map((shape) => {
        const className = classOf(`${shape.side}:${shape.zone}`)
        return className === null ? null : (
          <Zone key={`${shape.side}${shape.zone}`} shape={shape} className={className} />
        )
      })}
    </Drawing>
  )
}
