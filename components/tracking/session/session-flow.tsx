'use client'

import { type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { FormContext } from '#components/forms/form-context.ts'
import { type DraftAbout, useDraft } from '#components/tracking/draft/use-draft.ts'
import { Button } from '#components/ui/button.tsx'
import { ProgressSteps } from '#components/ui/progress.tsx'
import { goTo, longerRest, readFlow, restOver, startFlow } from '#lib/tracking/session-logs/flow/rules.ts'
import { RestTimer } from './rest-timer.tsx'
import { type SessionStep, SetButtons } from './set-buttons.tsx'

type SessionFlowProps = {
  steps: readonly SessionStep[]
  /** Of each step, drawn on the server: the exercise, and the fields of how it went. */
  cards: readonly { head: ReactNode; fields: ReactNode }[]
  end: ReactNode
  draft: DraftAbout
}

/**
 * Turns the one page of a session into one exercise at a time, once the browser can. Nothing leaves the page: every field
 * stays in the form, shown or not, so that sending is the same. What was refused shows the whole page again, and whoever
 * was at a field already when the browser could keeps the whole page, so that nothing moves away under their hands.
 */
export function SessionFlow({ steps, cards, end, draft }: SessionFlowProps) {
  const [flow, setFlow] = useState(() => startFlow(steps))
  const [begun, setBegun] = useState(false)
  const { result } = useContext(FormContext)
  const root = useRef<HTMLDivElement>(null)
  const here = useRef<HTMLElement>(null)
  const stand = useCallback((shown: HTMLElement | null) => {
    here.current = shown
  }, [])
  const failed = result.status === 'error' && Object.keys(result.fieldErrors).length > 0
  const live = useDraft(root, draft, flow, (kept) => setFlow(readFlow(kept, steps)))
  const stepwise = live && !begun && !failed
  const { at, stage } = flow

  useEffect(() => {
    setBegun(root.current?.closest('form')?.contains(document.activeElement) ?? false)
  }, [])

  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: moves the focus when another step is shown, since the button that was pressed is gone
  useEffect(() => {
    if (!stepwise) return
    if (!first.current) {
      here.current?.focus({ preventScroll: true })
      window.scrollTo(0, 0)
    }
    first.current = false
  }, [at, stage, stepwise])

  const over = useCallback(() => setFlow(restOver), [])
  const step = steps[at]
  const done = flow.sets[at] ?? 0
  return (
    <div ref={root} data-live={stepwise || undefined} className="group/flow grid grid-cols-1 gap-4">
      {stepwise ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <div className="min-w-0 grow basis-24">
            <ProgressSteps label="Exercise" current={at + 1} total={steps.length} />
          </div>
          <span className="num text-label text-ink-2">
            {at < steps.length ? `${at + 1} of ${steps.length}` : 'Last page'}
          </span>
        </div>
      ) : null}
      <ol className="grid grid-cols-1 gap-4">
        {steps.map((one, index) => {
          const current = stepwise && index === at
          const card = cards[index]
          return (
            <li
              key={one.itemId}
              ref={current ? stand : undefined}
              tabIndex={-1}
              hidden={stepwise && !current}
              className="rounded-[1.25rem] border border-line bg-base-100 p-5 outline-none group-data-live/flow:border-0 group-data-live/flow:bg-transparent group-data-live/flow:p-0"
            >
              <div hidden={current && stage !== 'do'}>{card?.head}</div>
              {current && stage === 'ask' ? (
                <h2 className="mb-4 text-ask font-semibold [overflow-wrap:anywhere]">
                  {one.name}: how did it go?
                </h2>
              ) : null}
              {current && stage === 'rest' ? (
                <RestTimer
                  flow={flow}
                  next={`${one.name}, set ${done + 1} of ${one.sets}`}
                  onMore={() => setFlow((before) => longerRest(before, 15))}
                  onOver={over}
                />
              ) : null}
              <div hidden={current && stage !== 'ask'}>{card?.fields}</div>
              {current ? <SetButtons flow={flow} steps={steps} change={setFlow} root={root} /> : null}
            </li>
          )
        })}
      </ol>
      <section
        ref={at >= steps.length ? stand : undefined}
        tabIndex={-1}
        aria-label="Before you save"
        hidden={stepwise && at < steps.length}
        className="grid gap-6 outline-none"
      >
        {end}
        {stepwise ? (
          <Button variant="ghost" size="phone" onClick={() => setFlow(goTo(flow, steps, at - 1))}>
            Back to the exercises
          </Button>
        ) : null}
      </section>
      {stepwise ? (
        <p role="status" className="sr-only">
          {step && stage === 'do' ? `${step.name}. Set ${done + 1} of ${step.sets}.` : ''}
        </p>
      ) : null}
    </div>
  )
}
