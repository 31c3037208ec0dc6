import { Button } from '#components/ui/button.tsx'
import { dayRange, nearDayText } from '#lib/dates.ts'

/** The day that the forms below are about: a plain form that opens the page for it. */
export function DaySelect(props: { day: string; today: string; earliest: string }) {
  const { day, today, earliest } = props
  return (
    <form method="get" className="mb-4 flex flex-wrap items-end gap-2">
      <label className="grid gap-1 text-dense font-medium">
        Day
        <select name="day" defaultValue={day} className="select select-sm h-10 w-44 pointer-coarse:min-h-11">
          {dayRange(earliest, today)
            .reverse()
            .map((one) => (
              <option key={one} value={one}>
                {nearDayText(one, today)}
              </option>
            ))}
        </select>
      </label>
      <Button type="submit" size="field">
        Show this day
      </Button>
    </form>
  )
}
