import { along, between } from '#lib/exercises/pose/rules.ts'
import type { Joints, Point, Prop, Scene } from '#lib/exercises/pose/schema.ts'
import type { Frame } from './frame.ts'
import { line } from './ground.tsx'
import { rounded as r } from './shapes.ts'

/** Props that belong to the figure: what is held, worn or pulled; painted over it. */

function Weight({ at, frame, onHip }: { at: Point; frame: Frame; onHip: boolean }) {
  const [cx, cy] = frame.toPixel([at[0], at[1] + (onHip ? 0.15 : -0.01)])
  const [outer, inner] = onHip ? [0.075, 0.024] : [0.062, 0.022]
  return (
    <g className="f-weight">
      <circle cx={r(cx)} cy={r(cy)} r={r(outer * frame.scale)} />
      <circle className="f-weight-in" cx={r(cx)} cy={r(cy)} r={r(inner * frame.scale)} />
    </g>
  )
}

function Elastic({ prop, joints, scene, frame }: { prop: Prop; joints: Joints; scene: Scene; frame: Frame }) {
  const anchor = scene.props.find((candidate) => candidate.kind === 'anchor')?.numbers
  const pointOf = (name: string | undefined): Point | undefined =>
    name === 'anchor' && anchor ? [anchor.x ?? 0, anchor.y ?? 0] : joints[name ?? '']
  const [from, to] = [pointOf(prop.words.from), pointOf(prop.words.to)]
  if (!from || !to) return null
  const between2Legs = prop.words.to !== 'anchor' && /knee|ankle/.test(prop.words.to ?? '')
  const [left, right] = from[0] < to[0] ? [from, to] : [to, from]
  const [out, up] = between2Legs ? [0.05, 0.07] : [0, 0]
  const width = r(
    Math.max(prop.kind === 'strap' ? 1.6 : 2.4, (prop.kind === 'strap' ? 0.022 : 0.035) * frame.scale),
  )
  const ends: readonly [Point, Point] = [
    [left[0] - out, left[1] + up],
    [right[0] + out, right[1] + up],
  ]
  const [ax, ay] = frame.toPixel(anchor ? [anchor.x ?? 0, anchor.y ?? 0] : [0, 0])
  return (
    <>
      {anchor ? (
        <path className="f-wall" d={line(frame, [anchor.x ?? 0, anchor.y ?? 0], [anchor.x ?? 0, -0.03])} />
      ) : null}
      <path className="f-band" strokeWidth={width} d={line(frame, ...ends)} />
      {anchor ? <circle className="f-propdot" cx={r(ax)} cy={r(ay)} r={3.5} /> : null}
    </>
  )
}

function Plate({ joints, frame }: { joints: Joints; frame: Frame }) {
  const [ankle, toe] = [joints.near_ankle, joints.near_toe]
  if (!ankle || !toe) return null
  const [dx, dy] = between(ankle, toe)
  const away: Point = [dy / 0.2, -dx / 0.2]
  const [from, to] = [along(ankle, [dx, dy], -0.5), along(toe, [dx, dy], 0.3)]
  return <path className="f-propline" d={line(frame, along(from, away, 0.06), along(to, away, 0.06))} />
}

function Slider({ at, frame }: { at: Point; frame: Frame }) {
  return <path className="f-propline" d={line(frame, [at[0] - 0.1, -0.02], [at[0] + 0.1, -0.02])} />
}

function Water({ prop, frame }: { prop: Prop; frame: Frame }) {
  const [, top] = frame.toPixel([0, prop.numbers.y ?? 0])
  const { padding, width, floorY } = frame
  return (
    <>
      <rect
        className="f-mat"
        opacity={0.35}
        x={padding}
        y={r(top)}
        width={r(width - padding * 2)}
        height={r(floorY - top)}
      />
      <path className="f-floor" d={`M${padding} ${r(top)}H${r(width - padding)}`} />
    </>
  )
}

/** One prop that the figure holds or wears; null for props that stand on the floor. */
export function HeldProp({
  prop,
  joints,
  scene,
  frame,
}: {
  prop: Prop
  joints: Joints
  scene: Scene
  frame: Frame
}) {
  const at = joints[prop.words.at ?? '']
  if (prop.kind === 'band' || prop.kind === 'strap')
    return <Elastic prop={prop} joints={joints} scene={scene} frame={frame} />
  if (prop.kind === 'plate') return <Plate joints={joints} frame={frame} />
  if (prop.kind === 'water') return <Water prop={prop} frame={frame} />
  if (!at) return null
  if (prop.kind === 'weight') return <Weight at={at} frame={frame} onHip={prop.words.at === 'hip'} />
  if (prop.kind === 'slider') return <Slider at={at} frame={frame} />
  if (prop.kind !== 'pad') return null
  const [cx, cy] = frame.toPixel([at[0] + 0.06, at[1] + 0.06])
  return <circle className="f-prop" cx={r(cx)} cy={r(cy)} r={r(0.045 * frame.scale)} />
}
