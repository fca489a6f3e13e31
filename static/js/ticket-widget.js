// On an organizer's own site: <script src="https://events.example.org/static/js/ticket-widget.js" async></script>
// Makes every <iframe data-eventai-widget> as tall as what stands in it. Believes only the frame itself.
addEventListener("message", (event) => {
  if (!event.data || typeof event.data.height !== "number" || !event.data.eventaiWidget) return;
  for (const frame of document.querySelectorAll("iframe[data-eventai-widget]")) {
    if (frame.contentWindow === event.source && new URL(frame.src).origin === event.origin) {
      frame.style.height = `${Math.min(4000, Math.max(120, Math.ceil(event.data.height)))}px`;
    }
  }
});
