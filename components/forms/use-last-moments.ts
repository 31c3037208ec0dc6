import { useEffect, useLayoutEffect } from 'react'

type LastMoments = {
  /** The page is looked at again. */
  back: () => void
  /** Saves what is not saved yet. */
  save: () => void
  /** Sends what nobody has sent, while its fields are still there; no answer is waited for. */
  sendLast: () => void
}

/** Saves a form when its page is hidden and when the connection is back, and once more when it is taken from the page. */
export function useLastMoments({ back, save, sendLast }: LastMoments): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come alive
  useEffect(() => {
    const turned = () => (document.visibilityState === 'hidden' ? save() : back())
    document.addEventListener('visibilitychange', turned)
    addEventListener('online', save)
    return () => {
      document.removeEventListener('visibilitychange', turned)
      removeEventListener('online', save)
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, while the fields are still there
  useLayoutEffect(() => sendLast, [])
}
