'use client'

import { createContext, useContext } from 'react'

/** Lets a control of the builder send what a button would: "move:key:2". Does nothing before hydration. */
export const BuilderContext = createContext<(intent: string, fields?: Record<string, string>) => void>(
  () => {},
)

export const useBuilder = () => useContext(BuilderContext)
