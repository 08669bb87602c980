"""Whether what has the focus can be seen."""

# The wide ring of a focused element may not be cut, nor hidden under the box at the bottom.
HIDDEN_FOCUS = """() => {
  let at = document.activeElement;
  while (at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  if (at === document.body) return null;
  const box = at.getBoundingClientRect();
  const x = box.left + Math.min(box.width, innerWidth) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  let top = document.elementFromPoint(x, y);
  while (top && top.shadowRoot) top = top.shadowRoot.elementFromPoint(x, y);
  return at.contains(top) || (top && top.contains(at)) ? null : at.outerHTML.slice(0, 80);
}"""
