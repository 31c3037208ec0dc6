'use client'

import { type RefObject, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { CheckIcon } from '#components/ui/icons.tsx'
import {
  askNow,
  type Flow,
  type FlowStep,
  goTo,
  howOf,
  setDone,
  setUndone,
} from '#lib/tracking/session-logs/flow/rules.ts'
import type { SkipReason } from '#lib/tracking/session-logs/schema.ts'

export type SessionStep = FlowStep & {
  readonly itemId: string
  readonly name: string
  /** All its sets are what the program says, and not less of it. */
  readonly whole: boolean
}

/** The ticked sets as the fields of the entry, which the same page without a script would have asked for. */
function writeHow(root: HTMLElement | null, step: SessionStep, done: number): void {
  const field = (name: string) => `[name="items.${step.itemId}.${name}"]`
  const how = root?.querySelector<HTMLInputElement>(`${field('how')}[value="${howOf(done, step)}"]`)
  if (how) how.checked = true
  const sets = root?.querySelector<HTMLInputElement>(field('sets'))
  if (sets && howOf(done, step) === 'other') sets.value = `${done}`
}

const reasonOf = (root: HTMLElement | null, step: SessionStep) =>
  root?.querySelector<HTMLSelectElement>(`[name="items.${step.itemId}.skip"]`)

const pain = 'pain' satisfies SkipReason

/** Whoever stops before the first set because it hurts is asked how much. */
function askForPain(root: HTMLElement | null, step: SessionStep): void {
  const reason = reasonOf(root, step)
  if (reason?.value === '') reason.value = pain
}

/** Whoever skips it for another reason says which, and is asked about no pain. */
function forgetPain(root: HTMLElement | null, step: SessionStep): void {
  const reason = reasonOf(root, step)
  if (reason?.value === pain) reason.value = ''
}

/** Pain is asked of what was done, and of what pain stopped. */
function painMissing(root: HTMLElement | null, step: SessionStep): boolean {
  const field = (name: string) =>
    root?.querySelector<HTMLInputElement>(`[name="items.${step.itemId}.${name}"]:checked`)
  if (field('how')?.value !== 'skipped') return !field('pain')
  // What did not hurt was not left out because of pain.
  return reasonOf(root, step)?.value === pain && !(Number(field('pain')?.value) > 0)
}

type SetButtonsProps = {
  flow: Flow
  steps: readonly SessionStep[]
  change: (next: Flow) => void
  root: RefObject<HTMLElement | null>
}

/** What moves a session on: the sets to tick, what to do when it hurts, and the way to the next exercise. */
export function SetButtons({ flow, steps, change, root }: SetButtonsProps) {
  const [missing, setMissing] = useState(false)
  const step = steps[flow.at]
  if (!step || flow.stage === 'rest') return null
  const done = flow.sets[flow.at] ?? 0
  const move = (next: Flow) => {
    setMissing(false)
    change(next)
  }
  const tick = () => {
    const next = setDone(flow, steps, Date.now())
    writeHow(root.current, step, next.sets[flow.at] ?? 0)
    move(next)
  }
  const untick = () => {
    const next = setUndone(flow)
    writeHow(root.current, step, next.sets[flow.at] ?? 0)
    move(next)
  }
  const stop = () => {
    writeHow(root.current, step, done)
    if (done === 0) askForPain(root.current, step)
    move(askNow(flow))
  }
  const skip = () => {
    writeHow(root.current, step, 0)
    forgetPain(root.current, step)
    move(askNow(flow))
  }
  const onward = () => {
    if (painMissing(root.current, step)) setMissing(true)
    else move(goTo(flow, steps, flow.at + 1))
  }
  return (
    <div className="mt-5 grid gap-2">
      {flow.stage === 'do' ? (
        <>
          <p className="flex items-center gap-2" aria-hidden="true">
            {Array.from({ length: step.sets }, (_, index) => index + 1).map((set) => (
              <span
                key={set}
                className={cx(
                  'num grid h-8 w-8 place-items-center rounded-full border-2 text-label font-semibold',
                  set <= done
                    ? 'border-primary bg-primary text-primary-content'
                    : set === done + 1
                      ? 'border-primary text-primary'
                      : 'border-control text-ink-2',
                )}
              >
                {set <= done ? <CheckIcon size={17} strokeWidth={2.4} /> : set}
              </span>
            ))}
          </p>
          <Button variant="primary" size="main" onClick={tick}>
            {step.sets === 1 ? 'Done' : `Set ${done + 1} done`}
          </Button>
          <Button variant="ghost" size="phone" onClick={stop}>
            {done === 0 ? 'It hurts' : 'It hurts, or I stop here'}
          </Button>
          {done === 0 ? (
            <Button variant="ghost" size="phone" onClick={skip}>
              Skip this one
            </Button>
          ) : null}
        </>
      ) : (
        <>
          {missing ? (
            <p role="alert" className="text-label font-semibold">
              {done === 0
                ? 'Choose how much the knee hurt, from 1 to 10, or another reason.'
                : 'Choose how much the knee hurt, from 0 to 10.'}
            </p>
          ) : null}
          <Button variant="primary" size="main" onClick={onward}>
            {flow.at + 1 < steps.length ? 'Next exercise' : 'To the last page'}
          </Button>
          <Button variant="ghost" size="phone" onClick={untick}>
            Back to the sets
          </Button>
        </>
      )}
      {flow.at > 0 && flow.stage === 'do' ? (
        <Button variant="ghost" size="phone" onClick={() => move(goTo(flow, steps, flow.at - 1))}>
          Exercise before
        </Button>
      ) : null}
    </div>
  )
}
