/* Takes a photo with the camera and puts it where a chosen file would be; without a camera the file field stays. */
for (const place of document.querySelectorAll("[data-camera]")) {
  const [live, open, take, view] = ["live", "open", "take", "view"].map((name) => place.querySelector(`[data-${name}]`));
  const file = place.querySelector("input[type=file]");
  if (!navigator.mediaDevices?.getUserMedia || !live) continue;
  live.hidden = false;
  let stream;
  open.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { height: { ideal: 1080 } } });
    } catch {
      live.hidden = true;
      return;
    }
    view.srcObject = stream;
    view.hidden = false;
    open.hidden = true;
    await view.play(); // before that there is no picture to take
    take.hidden = false;
    take.focus();
  });
  take.addEventListener("click", () => {
    const canvas = document.createElement("canvas");
    const height = view.videoHeight;
    const width = Math.min(view.videoWidth, Math.round((height * 35) / 45));
    [canvas.width, canvas.height] = [width, height];
    canvas.getContext("2d").drawImage(view, (view.videoWidth - width) / 2, 0, width, height, 0, 0, width, height);
    canvas.toBlob(
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
    open.hidden = false;
    file.focus();
  });
}
