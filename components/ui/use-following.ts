import { useState } from 'react';

/** State that a person changes, and that starts afresh whenever the value it was given changes. */
export function useFollowing<T>(given: T): [T, (value: T) => void] {
  const [state, setState] = useState({ given, value: given });
  if (state.given !== given) setState({ given, value: given });
  return [
    state.given === given ? state.value : given,
    (value: T) => setState((before) => ({ ...before, value })),
  ];
}
