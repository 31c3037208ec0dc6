import { SessionCell } from '#components/charts/adherence-weeks.tsx'
import { ChartFigure, LegendItem } from '#components/charts/chart-figure.tsx'
import { r1 } from '#components/charts/days.ts'
import { DayAxis } from '#components/charts/pain-frame.tsx'
import { PainMarkSample } from '#components/charts/pain-marks.tsx'
import { Drawing } from '#components/ui/drawing.tsx'
import { dayNumber, isoDay } from '#lib/dates.ts'
import { linkDays, linksOf } from '#lib/tracking/timeline/rules.ts'
import type { TimelineDay, TimelineModel, TimelineSearch } from '#lib/tracking/timeline/schema.ts'
import { type Days, daysOf, height, lanes, names, right, width } from './geometry.ts'
import { LaneNames, LaneRules, PainLane, ProgramLane, painKinds, RunLane, StrengthLane } from './lanes.tsx'
import { EventMarks, MarkSample, markNames } from './marks.tsx'
import { linkWords, timelineQuery } from './words.ts'

/** What one link covers: its days through all lanes. */
function boxOf(list: readonly TimelineDay[], { slot, x }: Days) {
  const [first, last] = [list[0]?.day ?? 0, list.at(-1)?.day ?? 0]
  const y = lanes.axis.bottom
  return {
    x: r1(x(first) - slot / 2),
    y,
    width: r1((last - first + 1) * slot),
    height: lanes.strength.bottom - y + 4,
  }
}

type TimelineChartProps = { model: TimelineModel; search: TimelineSearch }

/**
 * All lanes on one axis of days. Each day with anything on it, or each week where days are small, is a link to its entries: it
 * needs no script, the keyboard goes from one to the next, and its name says what is there.
 */
export function TimelineChart({ model, search }: TimelineChartProps) {
  const { from, to, today } = model
  const days = daysOf(from, to)
  const bottom = lanes.strength.bottom
  const at = search.at === null ? null : linkDays(search.weeks, dayNumber(search.at))
  const chosen = at ? model.days.filter(({ day }) => day >= at.from && day <= at.to) : []
  return (
    <ChartFigure
      caption="One axis of days"
      legend={
        <>
          <LegendItem
            sample={<span aria-hidden="true" className="h-[2.5px] w-4 rounded-full bg-pain-line" />}
          >
            7-day mean of the worst pain
          </LegendItem>
          {painKinds.map(([kind, context, words]) => (
            <LegendItem key={kind} sample={<PainMarkSample context={context} />}>
              {words}
            </LegendItem>
          ))}
          {model.capKm !== null || model.days.some(({ capKm }) => capKm !== null) ? (
            <LegendItem
              sample={
                <span aria-hidden="true" className="w-4 border-t-[1.5px] border-dashed border-run-ink" />
              }
            >
              cap for one run
            </LegendItem>
          ) : null}
          {(['done', 'part', 'missed'] as const).map((state) => (
            <LegendItem key={state} sample={<SessionCell state={state} />}>
              {state === 'part' ? 'in part' : state}
            </LegendItem>
          ))}
          {(['review', 'note', 'alert', 'outcome'] as const).map((kind) => (
            <LegendItem key={kind} sample={<MarkSample kind={kind} />}>
              {markNames[kind]}
            </LegendItem>
          ))}
        </>
      }
    >
      {/* Two pictures in one system of coordinates: where the days are wider than their place, the names stay. */}
      <div className="t-lanes" style={{ width }}>
        <Drawing viewBox={`0 0 ${names} ${height}`} width={names} height={height} className="t-names">
          <LaneRules />
          <LaneNames model={model} />
        </Drawing>
        <Drawing
          viewBox={`${names} 0 ${width - names} ${height}`}
          width={width - names}
          height={height}
          role="group"
          aria-label="Timeline"
        >
          {chosen.length > 0 ? <rect className="t-chosen" {...boxOf(chosen, days)} /> : null}
          <LaneRules />
          <PainLane model={model} days={days} />
          <ProgramLane model={model} days={days} bottom={bottom} />
          <EventMarks model={model} days={days} />
          <RunLane model={model} days={days} />
          <StrengthLane model={model} days={days} />
          {today >= from && today <= to ? (
            <>
              <path
                className="c-today"
                d={`M${r1(days.x(today) + days.slot / 2)} ${lanes.program.top}V${bottom}`}
              />
              <text className="c-label" x={right + 6} y={lanes.axis.bottom - 4}>
                Today
              </text>
            </>
          ) : null}
          <DayAxis from={from} to={to} x={(day) => days.x(day) - days.slot / 2} y={lanes.axis.bottom - 4} />
          {linksOf(search.weeks, model.days).map((list) => {
            const box = boxOf(list, days)
            return (
              <a
                key={box.x}
                className="t-day"
                href={`${timelineQuery(search, { at: isoDay(list[0]?.day ?? from) })}#day`}
              >
                <title>{linkWords(list)}</title>
                <rect {...box} />
              </a>
            )
          })}
        </Drawing>
      </div>
    </ChartFigure>
  )
}
