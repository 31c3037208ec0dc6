import { scaleLinear } from 'd3-scale'
import { r1 } from '#components/charts/days.ts'
import { meanPaths } from '#components/charts/mean-path.ts'
import { PainMarks } from '#components/charts/pain-marks.tsx'
import { PainZones } from '#components/charts/pain-zones.tsx'
import type { PainContext } from '#lib/tracking/progress/schema.ts'
import type { PainOfDay, TimelineModel } from '#lib/tracking/timeline/schema.ts'
import { type Days, type Lane, lanes, left, middle, right } from './geometry.ts'

type LaneProps = { model: TimelineModel; days: Days }

const painSteps = [0, 2, 4, 6, 8, 10]
const painScale = () => scaleLinear([0, 10], [lanes.pain.bottom, lanes.pain.top])
const longestRun = ({ days }: TimelineModel): number => Math.max(0, ...days.flatMap(({ runs }) => runs))
/** Room above the bars for the sum of the week and the number of the longest. */
const runRoom = 28
function runScale({ days, capKm: next }: TimelineModel) {
  const most = Math.max(next ?? 0, ...days.flatMap(({ runs, capKm }) => [...runs, capKm ?? 0]))
  return scaleLinear([0, most || 1], [lanes.running.bottom, lanes.running.top + runRoom])
}

const laneNames: readonly [Lane, string, string?][] = [
  ['program', 'Program'],
  ['review', 'Reviews'],
  ['note', 'Notes'],
  ['alert', 'Alerts'],
  ['outcome', 'Scores'],
  ['pain', 'Pain', 'out of 10'],
  ['running', 'Runs', 'km a run'],
  ['strength', 'Sessions'],
]

const Step = ({ value, y }: { value: number; y: number }) => (
  <text className="c-axis" x={left - 8} y={r1(y + 4)} textAnchor="end">
    {value}
  </text>
)

/** What each lane is called and counts in, left of the days. */
export function LaneNames({ model }: { model: TimelineModel }) {
  const [pain, most] = [painScale(), longestRun(model)]
  return (
    <>
      {laneNames.map(([lane, name, unit]) => {
        const y = lane === 'pain' || lane === 'running' ? lanes[lane].top + 10 : middle(lane) + 4
        return (
          <g key={lane}>
            <text className="c-label" x="0" y={y}>
              {name}
            </text>
            {unit ? (
              <text className="c-axis" x="0" y={y + 14}>
                {unit}
              </text>
            ) : null}
          </g>
        )
      })}
      {painSteps.map((step) => (
        <Step key={step} value={step} y={pain(step)} />
      ))}
      {most > 0 ? <Step value={most} y={runScale(model)(most)} /> : null}
      {model.weeks.some(({ km }) => km > 0) ? (
        <text className="c-axis" x={left - 8} y={lanes.running.top + 10} textAnchor="end">
          a week
        </text>
      ) : null}
    </>
  )
}

/** The lines between the groups of lanes, under the names as under the days. */
export const LaneRules = () => (
  <path
    className="c-grid"
    d={[lanes.review.top - 3, lanes.pain.top - 14, lanes.running.top - 14, lanes.strength.top - 10]
      .map((y) => `M0 ${y}H${right}`)
      .join('')}
  />
)

/** Where the dotted lines stand at which a version begins. */
const versionLines = ({ versions, days: all }: TimelineModel, { x, slot }: Days): number[] =>
  versions
    .filter(({ from }) =>
      all.some(({ day, events }) => day === from && events.some(({ kind }) => kind === 'version')),
    )
    .map(({ from }) => x(from) - slot / 2)

/** Which version held: a bar with its number; where a new one begins a dotted line runs through all lanes. */
export function ProgramLane({ model, days, bottom }: LaneProps & { bottom: number }) {
  const { top, bottom: end } = lanes.program
  return model.versions.map(({ number, from, to }) => {
    const [x, last] = [days.x(from) - days.slot / 2, days.x(to) + days.slot / 2]
    const words = [`Version ${number}`, `v${number}`].find((text) => text.length * 6.6 + 14 < last - x)
    const begins = versionLines(model, days).includes(x)
    return (
      <g key={number}>
        <rect
          className="t-version"
          x={r1(x + 1)}
          y={top}
          width={r1(Math.max(2, last - x - 2))}
          height={end - top}
          rx="3"
        />
        {words ? (
          <text className="c-label" x={r1(x + 8)} y={end - 7}>
            {words}
          </text>
        ) : null}
        {begins ? <path className="c-version" d={`M${r1(x)} ${top}V${bottom}`} /> : null}
      </g>
    )
  })
}

/** The kinds of pain of a day, each with the context whose mark it is drawn with. */
export const painKinds = [
  ['during', 'during_run', 'during'],
  ['after', 'after_run', 'after'],
  ['morning', 'next_morning', 'next morning'],
  ['other', 'now', 'at other times'],
] as const satisfies [keyof PainOfDay, PainContext, string][]

/** Every kind of pain by its own shape, the 7-day mean, and the zones behind. */
export function PainLane({ model, days }: LaneProps) {
  const y = painScale()
  const points = model.days.flatMap(({ day, pain }) =>
    painKinds.flatMap(([kind, context]) => {
      const score = pain[kind]
      return score === null ? [] : [{ day, score, context }]
    }),
  )
  const { known, gaps } = meanPaths(model.means, (at) => days.x(model.from + at), y)
  return (
    <>
      <PainZones left={left} right={right} y={y} />
      <path className="c-grid" d={painSteps.map((step) => `M${left} ${r1(y(step))}H${right}`).join('')} />
      <PainMarks points={points} from={model.from} to={model.to} x={days.x} y={y} />
      {gaps ? <path className="c-gap" d={gaps} /> : null}
      {known ? <path className="c-mean" d={known} /> : null}
    </>
  )
}

/** About 6 px for a digit of 11 px. */
const room = (km: number) => `${km}`.length * 6 + 4

/** The middle of a sum: that of its week, unless the line of a version would run through it; then beside the line. */
function placeOfSum(half: number, [from, to]: readonly [number, number], lines: readonly number[]): number {
  const center = (from + to) / 2
  const clear = (x: number) => lines.every((line) => Math.abs(line - x) >= half)
  const beside = lines.flatMap((line) => [line + half, line - half])
  const fits = (x: number) => x - half >= from && x + half <= to
  return [center, ...beside].find((x) => clear(x) && fits(x)) ?? center
}

/** The sum of each week above its days, where these are wide enough for it. A week that the window cuts is summed in full. */
function WeekSums({ model, days }: LaneProps) {
  const lines = versionLines(model, days)
  return model.weeks.map(({ start, km }) => {
    const [from, to] = [Math.max(start, model.from), Math.min(start + 6, model.to)]
    const [begin, end] = [days.x(from) - days.slot / 2, days.x(to) + days.slot / 2]
    if (km === 0 || room(km) > end - begin) return null
    return (
      <text
        key={start}
        // Where there is no room beside a line it ends at the number.
        className="c-axis t-number"
        x={r1(placeOfSum(room(km) / 2, [begin, end], lines))}
        y={lanes.running.top + 10}
        textAnchor="middle"
      >
        {km}
      </text>
    )
  })
}

/** What one run should not be longer than, day by day; the line ends where there is no cap. At its end the cap of the next run. */
function RunCap({ model, days, y }: LaneProps & { y: (km: number) => number }) {
  const line = model.days.map(({ day, capKm }, at) => {
    if (capKm === null) return ''
    const [x, before] = [days.x(day) - days.slot / 2, model.days[at - 1]?.capKm ?? null]
    return `${before === null ? 'M' : 'L'}${r1(x)} ${r1(y(capKm))}h${r1(days.slot)}`
  })
  const last = model.capKm
  return (
    <>
      <path className="t-cap" d={line.join('')} />
      {last === null ? null : (
        <text className="c-axis" x={right + 5} y={r1(y(last) + 4)}>
          cap {last}
        </text>
      )}
    </>
  )
}

/** A bar a run, from 0 to the longest of the window; its number above it where there is room. */
export function RunLane({ model, days }: LaneProps) {
  const { bottom } = lanes.running
  const y = runScale(model)
  const bar = Math.min(14, days.slot * 0.62)
  return (
    <>
      <path className="c-rule" d={`M${left} ${bottom}H${right}`} />
      <RunCap model={model} days={days} y={y} />
      {model.days.flatMap(({ day, runs }) =>
        runs.map((km, at) => {
          const [wide, middleOf] = [bar / runs.length, days.x(day) + ((at + 0.5) / runs.length - 0.5) * bar]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a run here has no other name than its place
            <g key={`${day} ${at}`}>
              <rect
                className="c-run"
                x={r1(middleOf - wide / 2)}
                y={r1(y(km))}
                width={r1(runs.length > 1 ? wide - 1 : wide)}
                height={r1(Math.max(1, bottom - y(km)))}
                rx="1.5"
              />
              {runs.length === 1 && days.slot >= 22 ? (
                <text className="c-axis t-number" x={r1(middleOf)} y={r1(y(km) - 4)} textAnchor="middle">
                  {km}
                </text>
              ) : null}
            </g>
          )
        }),
      )}
      <WeekSums model={model} days={days} />
    </>
  )
}

const box = (x: number, y: number, w: number, h: number) => `M${r1(x)} ${r1(y)}h${r1(w)}v${r1(h)}h${r1(-w)}z`

/** A cell for each planned session: full, its lower half, an outline; what lies ahead is dashed. */
export function StrengthLane({ model, days }: LaneProps) {
  const { top, bottom } = lanes.strength
  const tall = bottom - top
  const side = Math.min(10, days.slot * 0.75)
  const paths = { full: '', outline: '', ahead: '' }
  for (const { day, session } of model.days) {
    const x = days.x(day) - side / 2
    if (session === 'done') paths.full += box(x, top, side, tall)
    if (session === 'part') paths.full += box(x, top + tall / 2, side, tall / 2)
    if (session === 'part' || session === 'missed')
      paths.outline += box(x + 0.5, top + 0.5, side - 1, tall - 1)
    if (session === 'ahead') paths.ahead += box(x + 0.5, top + 0.5, side - 1, tall - 1)
  }
  return (
    <>
      <path d={paths.full} fill="var(--color-primary)" />
      <path d={paths.outline} fill="none" stroke="var(--control)" />
      <path d={paths.ahead} fill="none" stroke="var(--line-strong)" strokeDasharray="2 2" />
    </>
  )
}
