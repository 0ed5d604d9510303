/* One link for all tabs of a site: browsers allow six streams to a host, and a commentator opens nine events.

   The link follows the union of what all tabs want. When a new tab wants more, a second link takes a snapshot of the larger union and
   replaces the first, so that every tab always holds documents of one instant. */
import { Link } from "./link.js";
import { carries } from "./channels.js";

const tabs = new Map();
let link = null;
let followed = new Set();
let store = new Map();

const wanted = () => new Set([...tabs.values()].flatMap((tab) => tab.channels));

function hand(port, frames, whole) {
  const { channels } = tabs.get(port);
  const own = frames.filter((frame) => channels.some((name) => carries(name, frame)));
  if (whole || own.length) port.postMessage({ frames: own, whole });
}

function keep(frames, whole) {
  if (whole) store = new Map();
  for (const frame of frames) {
    if (frame.body === null) store.delete(frame.key);
    else store.set(frame.key, frame);
  }
}

function open(edge) {
  const channels = [...wanted()].sort();
  const next = new Link(edge, channels, {
    step(frames, whole) {
      if (whole && link !== next) {
        link?.stop();
        link = next;
        followed = new Set(channels);
      }
      if (link !== next) return;
      keep(frames, whole);
      for (const port of tabs.keys()) hand(port, frames, whole);
    },
    beat() {
      for (const port of tabs.keys()) port.postMessage({ beat: true });
    },
  });
  next.start();
  return next;
}

let opening = null;

function follow(port, { edge, channels }) {
  tabs.set(port, { channels });
  if (channels.every((name) => followed.has(name))) hand(port, [...store.values()], true);
  else {
    if (opening !== link) opening?.stop();
    opening = open(edge);
  }
}

function leave(port) {
  tabs.delete(port);
  if (tabs.size) return;
  opening?.stop();
  link?.stop();
  link = opening = null;
  followed = new Set();
  store = new Map();
}

// Whatever the edge does, the worker itself is there.
setInterval(() => {
  for (const port of tabs.keys()) port.postMessage({ alive: true });
}, 1000);

self.addEventListener("connect", ({ ports: [port] }) => {
  port.onmessage = ({ data }) => (data.leave ? leave(port) : follow(port, data));
});
