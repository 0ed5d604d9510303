/* Building and mending the page in place: nothing here draws a thing twice that did not change. */

/** An element with attributes and children; a child may be text, a node, or nothing. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child);
  return node;
}

/** Set, or with `null` and `false` remove, one attribute, only where it differs. */
export function set(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** Say `text` in `node`, only where it differs; an empty text hides it. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
  set(node, "hidden", text === "");
}

/** Fill a cell: as `say`, but an empty cell keeps its place. */
export function fill(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Rebuild the children of `node` only when `sign`, the value they are made from, differs. */
export function remake(node, sign, make) {
  const written = JSON.stringify(sign);
  if (node.madeFrom === written) return;
  node.madeFrom = written;
  node.replaceChildren(...[make()].flat().filter((child) => child !== null && child !== undefined));
}

/** Make `parent` hold one element for each item, in order. Elements are kept by key, so focus, scroll and fades survive. */
export function keyed(parent, items, key, make, update) {
  const before = (parent.byKey ??= new Map());
  const focused = document.activeElement;
  const now = new Map();
  // What goes, goes first: then nothing that stays has to be moved for it.
  const names = new Set(items.map(key));
  for (const [name, node] of before) if (!names.has(name)) node.remove();
  let at = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const node = before.get(name) ?? make(item);
    now.set(name, node);
    update(node, item);
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
  parent.byKey = now;
  // An element that is moved loses the focus.
  if (focused !== document.activeElement && parent.contains(focused)) focused.focus({ preventScroll: true });
}

/** A drawing from the page's own set of shapes. */
export function shape(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "shape");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#shape-${name}`);
  svg.append(use);
  return svg;
}
