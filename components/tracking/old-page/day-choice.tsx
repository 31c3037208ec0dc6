'use client'

import { useEffect, useRef, useState } from 'react'
import { isCopy } from '#components/offline/keep-pages.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { type Day, dayIn, dayText } from '#lib/dates.ts'

const fieldOfDay = () => document.querySelector<HTMLInputElement>('main form [name=logDate]')

/** Writes the day into the form as if it were typed, so that what is kept of it has the day as well. */
function setDay(day: Day): void {
  const field = fieldOfDay()
  if (!field) return
  if (field.max && field.max < day) field.max = day
  field.value = day
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** On a copy whose day has passed: which day is meant is said by whoever saves, and nothing is saved before. */
export function DayChoice({ day, today }: { day: Day; today: Day }) {
  const [chosen, setChosen] = useState<Day | null>(null)
  const [asked, setAsked] = useState(false)
  const here = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    const hold = (event: SubmitEvent) => {
      // A day that was chosen in the form itself is chosen.
      const field = fieldOfDay()
      if (chosen !== null || !field || event.target !== field.form || field.value !== day) return
      event.preventDefault()
      event.stopImmediatePropagation()
      setAsked(true)
      here.current?.scrollIntoView({ block: 'center' })
      here.current?.querySelector('input')?.focus()
    }
    addEventListener('submit', hold, true)
    return () => removeEventListener('submit', hold, true)
  }, [chosen, day])
  return (
    <Notice tone="ink" title={`This page is from ${dayText(day)}`} className="mb-3">
      <fieldset ref={here} aria-describedby={asked ? 'day-choice' : undefined}>
        <legend>Save as an entry of:</legend>
        {[today, day].map((one) => (
          <label key={one} className="flex min-h-11 cursor-pointer items-center gap-3 font-semibold">
            <input
              type="radio"
              name="day-choice"
              checked={chosen === one}
              onChange={() => {
                setChosen(one)
                setDay(one)
              }}
              className="radio border-current"
            />
            {one === today ? `Today, ${dayText(one)}` : dayText(one)}
          </label>
        ))}
      </fieldset>
      {asked && chosen === null ? (
        <p id="day-choice" role="alert" className="font-semibold">
          Choose a day first. Nothing is saved yet.
        </p>
      ) : null}
    </Notice>
  )
}

/** The choice where there is one to make; a live page that stays open has its own notice. */
export function useCopyDay(day: Day, timeZone: string): Day | null {
  const [today, setToday] = useState<Day | null>(null)
  useEffect(() => {
    const look = () => {
      const now = dayIn(timeZone, new Date())
      setToday(isCopy() && now > day ? now : null)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [day, timeZone])
  return today
}
