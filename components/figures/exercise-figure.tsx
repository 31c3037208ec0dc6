import { Drawing } from '#components/ui/drawing.tsx'
import { markup } from '#components/ui/markup.ts'
import type { Exercise } from '#lib/content/exercises/types.ts'
import { isFootContact } from '#lib/exercises/pose/contact/rules.ts'
import { jointAt } from '#lib/exercises/pose/rules.ts'
import type { Point } from '#lib/exercises/pose/schema.ts'
import { parsePose, parseScene } from '#lib/exercises/pose/text/rules.ts'
import { type Body, bodyAt, outlinePoints, type Part } from './body.ts'
import { type Frame, frameOf, soleDepth } from './frame.ts'
import { GroundProp } from './ground.tsx'
import { HeldProp } from './held.tsx'
import { motionArrow, showsGhost } from './motion.ts'
import { rounded as r, smoothPath } from './shapes.ts'

type Props = {
  exercise: Exercise
  /** width in CSS pixels; below 90 no arrow is drawn */
  size?: number
  /** height in CSS pixels; three quarters of the width unless given */
  height?: number
  /** what a screen reader says; the name of the exercise unless given, nothing when '' */
  label?: string
  className?: string
}

function Limbs({ part, frame }: { part: Part; frame: Frame }) {
  const paths = part.outlines.map((outline) => {
    const d = smoothPath(outline, frame.toPixel)
    return <path key={d} d={d} />
  })
  if (part.layer !== 'arm') return <g className={`f-${part.layer}`}>{paths}</g>
  return (
    <>
      <g className="f-halo" strokeWidth={r(Math.min(3.4, Math.max(1.2, frame.scale * 0.024)))}>
        {paths}
      </g>
      <g className="f-arm">{paths}</g>
    </>
  )
}

function Arrow({ points, frame }: { points: readonly Point[]; frame: Frame }) {
  const [before, tip] = [points.at(-2), points.at(-1)]
  if (!before || !tip) return null
  const [from, to] = [frame.toPixel(before), frame.toPixel(tip)]
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0])
  const size = Math.max(4, Math.min(6.5, frame.scale * 0.036))
  const corner = (turn: number) =>
    `${r(to[0] + Math.cos(turn + angle) * size)} ${r(to[1] + Math.sin(turn + angle) * size)}`
  return (
    <>
      <path className="f-move" d={smoothPath(points, frame.toPixel, false)} />
      <path className="f-movehead" d={`M${corner(0)}L${corner(2.4)}L${corner(-2.4)}Z`} />
    </>
  )
}

function Knee({ body, frame }: { body: Body; frame: Frame }) {
  const [cx, cy] = frame.toPixel(jointAt(body.joints, 'near_knee'))
  return <circle className="f-knee" cx={r(cx)} cy={r(cy)} r={r(Math.max(0.03 * frame.scale, 1.6))} />
}

type MarksProps = { exercise: Exercise; size: number; height: number }

function Marks({ exercise, size, height }: MarksProps) {
  const scene = parseScene(exercise.scene)
  const [start, end] = [parsePose(exercise.poseStart), parsePose(exercise.poseEnd)]
  const [from, to] = [bodyAt(start, end, scene, 'start'), bodyAt(start, end, scene, 'end')]
  const ghost = showsGhost(exercise)
  const arrow = ghost && size >= 90 ? motionArrow(exercise.id, start, end, scene, from, to) : null
  const frame = frameOf(
    [...(ghost ? outlinePoints(from) : []), ...outlinePoints(to), ...(arrow ?? [])],
    scene,
    size,
    height,
  )
  const contacts = [...start.contacts, ...end.contacts]
  const carriesFeet = (kind: string) => contacts.some((c) => c.surface === kind && isFootContact(c))
  const solid = scene.props.filter(
    (prop) => (prop.kind === 'box' || prop.kind === 'bench') && carriesFeet(prop.kind),
  )
  const rollX = jointAt(to.joints, 'near_thigh_lo')[0]
  const ground = (kinds: typeof scene.props, under: number) =>
    kinds.map((prop) => (
      <GroundProp
        key={prop.kind}
        prop={prop.kind === 'roll' ? { ...prop, numbers: { ...prop.numbers, x: rollX } } : prop}
        frame={frame}
        view={scene.view}
        under={under}
      />
    ))
  return (
    <>
      <path
        className="f-floor"
        d={`M${r(frame.padding)} ${r(frame.floorY + 0.5)}H${r(size - frame.padding)}`}
      />
      {ground(
        scene.props.filter((prop) => !solid.includes(prop)),
        0.012,
      )}
      {ghost ? (
        <g className="f-ghost">
          {from.parts
            .filter((part) => part.layer !== 'far')
            .flatMap((part) => part.outlines)
            .map((outline) => {
              const d = smoothPath(outline, frame.toPixel)
              return <path key={d} d={d} />
            })}
        </g>
      ) : null}
      {to.parts.map((part, index) => [
        part.layer === 'body' ? ground(solid, soleDepth) : null,
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a drawing never change their order
        <Limbs key={`${part.layer}${index}`} part={part} frame={frame} />,
      ])}
      <Knee body={to} frame={frame} />
      {scene.props.map((prop) => (
        <HeldProp key={prop.kind} prop={prop} joints={to.joints} scene={scene} frame={frame} />
      ))}
      {arrow ? <Arrow points={arrow} frame={frame} /> : null}
    </>
  )
}

/** Marks that were drawn before, by everything that they depend on. */
const drawn = new Map<string, string>()

/** More than the library in every size that a screen uses. */
const maxDrawn = 1000

/** The library's figures never change while the server runs, and a list shows dozens of them. */
function marksOf(exercise: Exercise, size: number, height: number): string {
  const { id, scene, poseStart, poseEnd } = exercise
  const key = JSON.stringify([id, scene, poseStart, poseEnd, size, height])
  const known = drawn.get(key)
  if (known !== undefined) return known
  const marks = markup(<Marks exercise={exercise} size={size} height={height} />)
  if (drawn.size >= maxDrawn) drawn.clear()
  drawn.set(key, marks)
  return marks
}

/**
 * The still figure of an exercise, drawn from its scene and poses: the end in full, the start as a ghost, a dotted arrow
 * along the joint that travels most. Colors come from the classes f-* of the theme alone, so it follows light and dark.
 */
export function ExerciseFigure({
  exercise,
  size = 160,
  height = size * 0.75,
  label = exercise.name,
  className = '',
}: Props) {
  return (
    <Drawing
      className={`fig ${className}`.trim()}
      viewBox={`0 0 ${r(size)} ${r(height)}`}
      width={r(size)}
      height={r(height)}
      role={label ? 'img' : undefined}
      aria-label={label || undefined}
      aria-hidden={label ? undefined : true}
      marks={marksOf(exercise, size, height)}
    />
  )
}
