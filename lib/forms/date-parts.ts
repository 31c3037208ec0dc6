/**
 * The date of a field that was asked as day, month and year: `name.day`, `name.month`, `name.year`.
 * Returns `YYYY-MM-DD`, `''` when all three are empty, and what was typed joined with spaces when it is no calendar
 * date, so that a schema refuses it.
 */
export function joinDateParts(formData: FormData, name: string): string {
  const part = (key: string) => String(formData.get(`${name}.${key}`) ?? '').trim()
  const [day, month, year] = [part('day'), part('month'), part('year')]
  if (!day && !month && !year) return ''
  const iso = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : Number.NaN
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso)
  return real ? iso : [day, month, year].join(' ').trim()
}
