import { zones } from '#lib/content/intake/zones.ts'
import { KneePicture, type KneeSide, LegsPicture } from './knee-picture.tsx'
import { legZones } from './knee-shapes.ts'

export type ChosenZone = { readonly zone: string; readonly side: string }

const sideWord: Readonly<Record<string, string>> = { right: 'Right', left: 'Left', middle: 'Middle' }
const zoneLabel = (zone: string): string => zones.find(({ id }) => id === zone)?.label ?? zone

/** Where it hurts, to read: the chosen zones alone, the main one darker, and every zone in words. */
export function KneeMap({ chosen, main = null }: { chosen: readonly ChosenZone[]; main?: string | null }) {
  const values = new Set(chosen.map(({ zone, side }) => `${side}:${zone}`))
  const diffuse = (value: string) =>
    value.endsWith('zone_peripatellar') &&
    values.has(value.replace('zone_peripatellar', 'zone_anterior_diffuse'))
  const classOf = (value: string) => {
    if (!values.has(value) && !diffuse(value)) return null
    return value.endsWith(`:${main}`) ? 'km-main' : 'km-on'
  }
  const sides = (['right', 'left'] as const).filter((side) => chosen.some((zone) => zone.side === side))
  const far = legZones.some(({ zone, side }) => values.has(`${side}:${zone}`))
  const views = (side: KneeSide) =>
    values.has(`${side}:zone_posterior`) ? (['front', 'back'] as const) : (['front'] as const)
  return (
    <div className="flex flex-wrap items-start gap-5">
      {sides.flatMap((side) =>
        views(side).map((view) => (
          <figure key={side + view} className="w-28">
            <KneePicture side={side} view={view} classOf={classOf} />
            <figcaption className="text-caption text-center">{`${sideWord[side]}, ${view}`}</figcaption>
          </figure>
        )),
      )}
      {far ? (
        <figure className="w-20">
          <LegsPicture classOf={classOf} />
          <figcaption className="text-caption text-center">R and L, whole leg</figcaption>
        </figure>
      ) : null}
      <ul className="text-dense min-w-40 flex-1">
        {chosen.map(({ zone, side }) => (
          <li key={side + zone} className={zone === main ? 'font-semibold text-pain-line' : undefined}>
            {`${sideWord[side] ?? side}: ${zoneLabel(zone)}${zone === main ? ' (main)' : ''}`}
          </li>
        ))}
      </ul>
    </div>
  )
}
