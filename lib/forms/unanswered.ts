/** What is said at a field that has no answer. It could stand at any, so that a list of errors says at which. */

export const fillThisIn = 'Please fill this in.'
export const chooseAnAnswer = 'Please choose an answer.'
export const chooseAtLeastOne = 'Please choose at least one.'

const unanswered: readonly string[] = [fillThisIn, chooseAnAnswer, chooseAtLeastOne]
export const isUnanswered = (text: string): boolean => unanswered.includes(text)
