// What the other parts use. The parts go out as one file within one function (bot/web/assets.py).
const script = document.currentScript;
const at = (path) => new URL(path, script.src);
// On our own pages a cookie keeps the conversation together; on others a token in their own store.
const isOwn = at("/").origin === location.origin;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const backOff = (tries) => Math.min(30000, 1000 * 2 ** tries) * (0.8 + 0.4 * Math.random());
const isTouched = () => matchMedia("(pointer: coarse)").matches;

// An element with its properties (on… listeners, aria-… and data-… attributes) and children.
const dress = (element, properties, children) => {
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && element.namespaceURI.endsWith("xhtml")) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
};
const h = (tag, properties = {}, ...children) =>
  dress(document.createElement(tag), properties, children);
const button = (words, onclick, properties = {}) =>
  h("button", { type: "button", onclick, ...properties }, words);

// The mark of mark.svg: as an element of ours it asks nothing of the host's policy for pictures.
const mark = () => {
  const draw = (tag, properties, ...children) =>
    dress(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
  return draw("svg", { class: "mark", viewBox: "0 0 32 32", "aria-hidden": "true" },
    draw("rect", { width: 32, height: 32, rx: 8, fill: "#d9efe9" }),
    draw("path", { d: "M15 5h2v22h-2z", fill: "#0d3f47" }),
    draw("path", { d: "M9 8h13l4 3.5-4 3.5H9z", fill: "#0b6b5f" }),
    draw("path", { d: "M23 17H10l-4 3.5L10 24h13z", fill: "#e0a526" }));
};

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// How many characters a box still holds; less than none is too long.
const roomIn = (box, longest) => longest - [...box.value.trim()].length;

const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0")).join("");

// A browser may refuse to keep anything: then the chat works as long as its page is open.
const remembered = (where, name) => {
  try {
    return window[where].getItem(name);
  } catch {
    return null;
  }
};
const remember = (where, name, value) => {
  try {
    if (value == null) window[where].removeItem(name);
    else window[where].setItem(name, value);
  } catch { /* as above */ }
};

// The contrast of two colours as "color(srgb r g b)", by the formula of WCAG 2.
const contrast = (...colours) => {
  const [light, dark] = colours.map((colour) => {
    const [r, g, b] = colour.match(/[\d.]+(e-\d+)?/g).slice(0, 3).map((part) =>
      part <= 0.04045 ? part / 12.92 : ((Number(part) + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  }).sort((a, b) => b - a);
  return light / dark;
};
