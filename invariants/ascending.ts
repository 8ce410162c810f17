/** Sets of numbers as plain data: ascending, each once. A list that does not change stays the same object. */

export function including(numbers: readonly number[], number: number): readonly number[] {
  return numbers.includes(number) ? numbers : [...numbers, number].sort((a, b) => a - b)
}

export function excluding(numbers: readonly number[], number: number): readonly number[] {
  return numbers.includes(number) ? numbers.filter((one) => one !== number) : numbers
}
