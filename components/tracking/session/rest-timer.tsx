'use client'

import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { clockText, type Flow, secondsLeft } from '#lib/tracking/session-logs/flow/rules.ts'

const RADIUS = 112
const AROUND = 2 * Math.PI * RADIUS

type RestTimerProps = {
  flow: Flow
  /** What follows: "Box squat, set 3 of 3". */
  next: string
  onMore: () => void
  onOver: () => void
}

/** The rest between two sets. It reckons with the clock, so that a locked phone or a reload does not stop it. */
export function RestTimer({ flow, next, onMore, onOver }: RestTimerProps) {
  const [now, setNow] = useState(() => Date.now())
  const left = secondsLeft(flow, now)
  const of = Math.round((flow.rest?.of ?? 0) / 1000)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    if (left > 0) return
    navigator.vibrate?.(200)
    onOver()
  }, [left, onOver])
  return (
    <div className="grid justify-items-center gap-5 py-4">
      <p className="text-label text-ink-2">Set {flow.sets[flow.at]} done. Rest a little.</p>
      <div className="relative">
        <svg viewBox="0 0 240 240" className="block w-60" aria-hidden="true">
          <circle cx="120" cy="120" r={RADIUS} fill="none" stroke="var(--color-base-300)" strokeWidth="10" />
          <circle
            cx="120"
            cy="120"
            r={RADIUS}
            fill="none"
            stroke="var(--color-primary)"
            strokeWidth="10"
            strokeLinecap="round"
            strokeDasharray={`${((AROUND * left) / Math.max(1, of)).toFixed(1)} ${AROUND.toFixed(1)}`}
            transform="rotate(-90 120 120)"
          />
        </svg>
        <div role="timer" className="absolute inset-0 grid place-content-center text-center">
          <span className="num text-[3.75rem] leading-none font-semibold">{clockText(left)}</span>
          <span className="num mt-2 text-label text-ink-2">of {clockText(of)}</span>
        </div>
      </div>
      <div className="flex gap-2">
        <Button size="phone" onClick={onMore}>
          15 s more
        </Button>
        <Button size="phone" onClick={onOver}>
          Skip rest
        </Button>
      </div>
      <p className="text-label text-ink-2">
        Next: <span className="font-semibold text-base-content">{next}</span>
      </p>
    </div>
  )
}
