// Where codes come from: the camera, or a reader that types like a keyboard.

/** Calls `read` with each code that the camera sees, at most once in two seconds for the same one. Returns how to stop. */
export async function fromCamera(video, read) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  video.srcObject = stream;
  await video.play();
  const find = await finder();
  let stopped = false;
  let last = "";
  let lastAt = 0;
  (async () => {
    while (!stopped) {
      const text = await find(video);
      const now = performance.now();
      if (text && (text !== last || now - lastAt > 2000)) await read(text);
      if (text) [last, lastAt] = [text, now];
      await new Promise((later) => setTimeout(later, 80));
    }
  })();
  return () => {
    stopped = true;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}

async function finder() {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  await import("./vendor/jsqr.js"); // it leaves its function in the window
  const canvas = document.createElement("canvas");
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!video.videoWidth) return undefined;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    drawing.drawImage(video, 0, 0);
    const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(data, canvas.width, canvas.height, { inversionAttempts: "dontInvert" })?.data;
  };
}

/** Calls `read` with each line that is typed anywhere but in a field: what a reader on USB sends. */
export function fromKeyboard(read) {
  let line = "";
  let last = 0;
  window.addEventListener("keydown", (event) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return;
    const now = performance.now();
    if (now - last > 500) line = ""; // a reader types fast; what lay about is not part of a code
    last = now;
    if (event.key === "Enter") {
      if (line.length > 8) {
        event.preventDefault();
        read(line);
      }
      line = "";
    } else if (event.key.length === 1) {
      line += event.key;
      if (line.length > 2) event.preventDefault(); // keys of a code must not press buttons
    }
  });
}
