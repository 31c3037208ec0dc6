import { dayText, isoDay } from '#lib/dates.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const parts = (day: number) => {
  const date = new Date(day * 86_400_000)
  return {
    date: date.getUTCDate(),
    month: date.getUTCMonth(),
    year: date.getUTCFullYear(),
    weekday: date.getUTCDay(),
  }
}

/** "3 Oct"; with the year in January, where it turns. */
export function dayLabel(day: number): string {
  const { date, month, year } = parts(day)
  return `${date} ${months[month]}${month === 0 && date === 1 ? ` ${year}` : ''}`
}

/** "Fri 3 Oct", with the year when it is not `today`'s: where no axis says which year it is. */
export const dayName = (day: number, today: number): string => dayText(isoDay(day), isoDay(today))

/** "1 Sep to 23 Nov"; with the years where they differ: "25 Nov 2025 to 25 Nov 2026". */
export function spanLabel(from: number, to: number): string {
  const [start, end] = [parts(from), parts(to)]
  const named = (day: ReturnType<typeof parts>) => `${day.date} ${months[day.month]}`
  return start.year === end.year
    ? `${named(start)} to ${named(end)}`
    : `${named(start)} ${start.year} to ${named(end)} ${end.year}`
}

export const monthLabel = (day: number) => {
  const { month, year } = parts(day)
  return month === 0 ? `${months[month]} ${year}` : `${months[month]}`
}

/**
 * Where the axis names a day: each Monday up to six weeks, else the first of a month, of a quarter beyond a year. The
 * first day of the chart is named too when there is room before the next.
 */
export function dayTicks(from: number, to: number): number[] {
  const span = to - from
  const isTick = (day: number) => {
    const { date, month, weekday } = parts(day)
    if (span <= 42) return weekday === 1
    return date === 1 && (span <= 400 || month % 3 === 0)
  }
  const ticks = Array.from({ length: span + 1 }, (_, offset) => from + offset).filter(isTick)
  const room = span * 0.09
  return ticks[0] !== undefined && ticks[0] - from < room ? ticks : [from, ...ticks]
}

/** One decimal is a tenth of a pixel; more would only be bytes. */
export const r1 = (value: number) => Math.round(value * 10) / 10

/** Where the name of a week stands: under its middle, but never past the edge of the chart. A name is about 44 px wide. */
export function weekName(index: number, slot: number, width: number) {
  const middle = (index + 0.5) * slot
  return middle + 22 > width
    ? { x: width, textAnchor: 'end' as const }
    : { x: r1(middle), textAnchor: 'middle' as const }
}
