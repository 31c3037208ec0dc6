import { ExerciseFigure } from '#components/figures/exercise-figure.tsx'
import { exerciseById } from '#lib/content/exercises/index.ts'

type Step = {
  id: string
  x: number
  floor: number
  width: number
  height: number
  left: number
  fill: number
}

/** From the floor to the run; each figure stands on its step. Measures in the picture's own 780 × 884. */
const steps: readonly Step[] = [
  { id: 'ex_quad_slr', x: 64, floor: 640, width: 182, height: 110, left: 52, fill: 14 },
  { id: 'ex_wu_squat', x: 258, floor: 540, width: 158, height: 198, left: 244, fill: 22 },
  { id: 'ex_quad_split_squat', x: 430, floor: 430, width: 160, height: 202, left: 420, fill: 30 },
  { id: 'ex_wu_easy_jog', x: 606, floor: 316, width: 160, height: 230, left: 590, fill: 38 },
]

/** How far above its lower edge a figure draws the floor. */
const FLOOR = 10

const shade = (percent: number) =>
  `color-mix(in oklab, var(--color-primary) ${percent}%, var(--color-base-100))`

/** The stairs from the first exercise back to running; a decoration, so a screen reader passes it by. */
export function StepsPicture() {
  return (
    <svg
      viewBox="0 0 780 884"
      className="h-full w-full"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {steps.map(({ id, left, floor, fill }) => (
        <g key={id}>
          <rect x={left} y={floor} width={780 - left} height={884 - floor} fill={shade(fill)} />
          <path d={`M${left} ${floor}H${780}`} stroke="var(--color-primary)" strokeWidth="3" />
        </g>
      ))}
      {steps.map(({ id, x, floor, width, height }) => {
        const exercise = exerciseById(id)
        return exercise ? (
          <g
            key={id}
            transform={`translate(${x} ${floor - height + FLOOR})`}
            className="[&_.f-floor]:hidden [&_.f-ghost]:hidden [&_.f-mat]:hidden [&_.f-move]:hidden [&_.f-movehead]:hidden [&_.f-prop]:hidden"
          >
            <ExerciseFigure exercise={exercise} size={width} height={height} label="" />
          </g>
        ) : null
      })}
    </svg>
  )
}
