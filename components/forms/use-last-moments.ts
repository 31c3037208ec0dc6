import { useEffect, useLayoutEffect } from 'react'

type LastMoments = {
  /** Saves what is not saved yet. */
  save: () => void
  /** Sends what nobody has sent, while its fields are still there; no answer is waited for. */
  sendLast: () => void
}

/** Saves a form when its page is hidden and when the connection is back, and once more when it is taken from the page. */
export function useLastMoments({ save, sendLast }: LastMoments): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come alive
  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState === 'hidden') save()
    }
    document.addEventListener('visibilitychange', hidden)
    addEventListener('online', save)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      removeEventListener('online', save)
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, while the fields are still there
  useLayoutEffect(() => sendLast, [])
}
