// An element with its text and attributes.
export function make<K extends keyof HTMLElementTagNameMap>(name: K, text = "", values: Record<string, string> = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [k, v] of Object.entries(values)) made.setAttribute(k, v);
  return made;
}
