/* Takes a photo with the camera and puts it where a chosen file would be; without a camera the file field stays. Where each person is
   photographed (`data-camera="now"`) and the browser was told once that it may, the camera is on when the page is. */
for (const place of document.querySelectorAll("[data-camera]")) {
  const part = (name) => place.querySelector(`[data-${name}]`);
  const [live, open, take, view, taken] = ["live", "open", "take", "view", "taken"].map(part);
  const file = place.querySelector("input[type=file]");
  const other = file.closest("label") ?? file;
  const now = place.dataset.camera === "now";
  if (!navigator.mediaDevices?.getUserMedia || !live) continue;
  live.hidden = false;
  let stream;

  async function begin() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { height: { ideal: 1080 } } });
    } catch {
      live.hidden = true;
      return;
    }
    view.srcObject = stream;
    view.hidden = false;
    open.hidden = taken.hidden = other.hidden = true;
    await view.play(); // before that there is no picture to take
    take.hidden = false;
  }

  open.addEventListener("click", async () => {
    await begin();
    take.focus();
  });

  take.addEventListener("click", () => {
    const height = view.videoHeight;
    const width = Math.min(view.videoWidth, Math.round((height * 35) / 45));
    [taken.width, taken.height] = [width, height];
    taken.getContext("2d").drawImage(view, (view.videoWidth - width) / 2, 0, width, height, 0, 0, width, height);
    taken.toBlob(
      (blob) => {
        const chosen = new DataTransfer();
        chosen.items.add(new File([blob], "camera.jpg", { type: "image/jpeg" }));
        file.files = chosen.files;
        file.dispatchEvent(new Event("change", { bubbles: true }));
      },
      "image/jpeg",
      0.92,
    );
    for (const track of stream.getTracks()) track.stop();
    view.pause();
    view.hidden = take.hidden = true;
    open.hidden = taken.hidden = false;
    other.hidden = now;
    (now ? file.form.elements.compared : open).focus();
  });

  if (now && (await navigator.permissions?.query({ name: "camera" }).catch(() => null))?.state === "granted") {
    await begin();
    // Whose document is read already is looked at now; else the reader comes first, and leads here.
    if (!document.activeElement.matches("textarea")) take.focus();
  }
}
