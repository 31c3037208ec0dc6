import type { Prop, Scene } from '#lib/exercises/pose/schema.ts'
import { type Frame, soleDepth } from './frame.ts'
import { rounded as r } from './shapes.ts'

/** Props that stand on the floor, painted behind the figure (a step that carries feet: behind the near leg only). */

type Box = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }

function Rect({
  frame,
  box,
  radius,
  className,
}: {
  frame: Frame
  box: Box
  radius: number
  className: string
}) {
  const [x, y] = frame.toPixel([box.x0, box.y1])
  const { scale } = frame
  return (
    <rect
      className={className}
      x={r(x)}
      y={r(y)}
      width={r((box.x1 - box.x0) * scale)}
      height={r((box.y1 - box.y0) * scale)}
      rx={radius}
    />
  )
}

export const line = (frame: Frame, ...points: readonly (readonly [number, number])[]): string =>
  `M${points.map((point) => frame.toPixel(point).map(r).join(' ')).join('L')}`

function Mat({ prop, frame }: { prop: Prop; frame: Frame }) {
  const { x = 0, w = 0, depth = 0 } = prop.numbers
  const x0 = Math.max(x - w / 2, frame.minX - 0.06)
  const x1 = Math.min(x + w / 2, frame.maxX + 0.06)
  if (!depth)
    return <Rect frame={frame} box={{ x0, y0: -soleDepth, x1, y1: 0.004 }} radius={2} className="f-mat" />
  const shape = line(frame, [x0, -soleDepth], [x0 + 0.1, depth], [x1 - 0.1, depth], [x1, -soleDepth])
  return <path className="f-mat" opacity={0.55} d={`${shape}Z`} />
}

function Chair({ prop, frame }: { prop: Prop; frame: Frame }) {
  const { x = 0, w = 0, h = 0, back = 0 } = prop.numbers
  const [left, right, top] = [x - w / 2, x + w / 2, h - 0.012]
  const leg = (from: number) => ({ x0: from, y0: -soleDepth, x1: from + 0.045, y1: top - 0.03 })
  return (
    <>
      <Rect frame={frame} box={leg(left + 0.02)} radius={1.5} className="f-prop" />
      <Rect frame={frame} box={leg(right - 0.065)} radius={1.5} className="f-prop" />
      <Rect
        frame={frame}
        box={{ x0: left, y0: top - 0.055, x1: right, y1: top }}
        radius={2.5}
        className="f-prop"
      />
      {back ? (
        <path className="f-propline" d={line(frame, [left + 0.02, top], [left - 0.05, top + 0.5])} />
      ) : null}
    </>
  )
}

function Bar({ prop, frame, front }: { prop: Prop; frame: Frame; front: boolean }) {
  const { x = 0, y = 0, w = 0 } = prop.numbers
  if (front) return <path className="f-wall" d={line(frame, [x - w / 2, y], [x + w / 2, y])} />
  const [cx, cy] = frame.toPixel([x, y])
  return (
    <>
      <path className="f-wall" d={line(frame, [x, y], [x, -soleDepth])} />
      <circle className="f-propdot" cx={r(cx)} cy={r(cy)} r={4} />
    </>
  )
}

function Board({ prop, frame }: { prop: Prop; frame: Frame }) {
  const { x = 0, h = 0, deg = 0 } = prop.numbers
  const slope = Math.tan((deg * Math.PI) / 180)
  const [left, right] = [x - 0.1, Math.min(x + 0.34, x + (h + soleDepth) / slope)]
  const top = (at: number) => h - soleDepth - (at - x) * slope
  const shape = line(
    frame,
    [left, -soleDepth],
    [left, top(left)],
    [right, Math.max(-soleDepth, top(right))],
    [right, -soleDepth],
  )
  return <path className="f-prop" strokeLinejoin="round" d={`${shape}Z`} />
}

function Seat({ prop, frame }: { prop: Prop; frame: Frame }) {
  const { x = 0, h = 0, deg = 0 } = prop.numbers
  const angle = (deg * Math.PI) / 180
  const [ux, uy] = [Math.sin(angle), Math.cos(angle)]
  const low: readonly [number, number] = [x - 0.1 * uy - 0.02, h - 0.03 + 0.1 * ux]
  const high: readonly [number, number] = [low[0] + 0.66 * ux, low[1] + 0.66 * uy]
  return (
    <>
      <path className="f-propline" d={line(frame, [x, h - 0.04], [x, -soleDepth])} />
      <path className="f-propline" d={line(frame, high, low, [x + 0.2, h - 0.03])} strokeLinejoin="round" />
    </>
  )
}

function Bike({ prop, frame }: { prop: Prop; frame: Frame }) {
  const { x = 0, y = 0, r: crank = 0, sx = 0, sy = 0, hx = 0, hy = 0 } = prop.numbers
  const [cx, cy] = frame.toPixel([x, y])
  const frameLine = line(frame, [sx + 0.02, sy - 0.03], [x, y], [hx - 0.06, hy - 0.3], [hx, hy])
  return (
    <>
      <path className="f-propline" d={line(frame, [sx - 0.2, -soleDepth], [hx + 0.05, -soleDepth])} />
      <path
        className="f-propline"
        strokeLinejoin="round"
        d={`${frameLine}${line(frame, [x, y], [x, -soleDepth])}`}
      />
      <path className="f-propline" d={line(frame, [sx - 0.12, sy - 0.02], [sx + 0.12, sy - 0.02])} />
      <circle className="f-prop" cx={r(cx)} cy={r(cy)} r={r(crank * frame.scale)} />
    </>
  )
}

function Roll({ x, radius, frame }: { x: number; radius: number; frame: Frame }) {
  const [cx, cy] = frame.toPixel([x, radius - soleDepth])
  return <circle className="f-prop" cx={r(cx)} cy={r(cy)} r={r(radius * frame.scale)} />
}

/** One prop that stands on the floor; null for props that belong to the figure. */
export function GroundProp({
  prop,
  frame,
  view,
  under,
}: {
  prop: Prop
  frame: Frame
  view: Scene['view']
  under: number
}) {
  const { x = 0, y = 0, w = 0, h = 0, r: radius = 0 } = prop.numbers
  switch (prop.kind) {
    case 'mat':
      return <Mat prop={prop} frame={frame} />
    case 'wall': {
      const [wallX] = frame.toPixel([x, 0])
      return (
        <path
          className="f-wall"
          d={`M${r(wallX + (x > (frame.minX + frame.maxX) / 2 ? 2 : -2))} ${frame.padding + 2}V${frame.floorY}`}
        />
      )
    }
    case 'bar':
      return <Bar prop={prop} frame={frame} front={view === 'front'} />
    case 'chair':
      return <Chair prop={prop} frame={frame} />
    case 'box':
    case 'bench':
      return (
        <Rect
          frame={frame}
          box={{ x0: x - w / 2, y0: -soleDepth, x1: x + w / 2, y1: h - under }}
          radius={3}
          className="f-prop"
        />
      )
    case 'board':
      return <Board prop={prop} frame={frame} />
    case 'seat':
      return <Seat prop={prop} frame={frame} />
    case 'bike':
      return <Bike prop={prop} frame={frame} />
    case 'towel':
      return <Roll x={x} radius={radius} frame={frame} />
    case 'ball': {
      const [cx, cy] = frame.toPixel([x, y])
      return <circle className="f-prop" cx={r(cx)} cy={r(cy)} r={r(radius * frame.scale)} />
    }
    case 'roll':
      return <Roll x={x} radius={radius} frame={frame} />
    default:
      return null
  }
}
