// A form that is being sent is not sent again by a second press; coming back to the page frees it,
// and so does a while, for a form that only fetches a file.
const FREED_AFTER_MS = 5000;

export function sendOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (event.submitter?.formTarget === "_blank") return; // what is shown in another tab leaves this one as it was
    if (form.dataset.sent) event.preventDefault();
    else {
      form.dataset.sent = "1";
      setTimeout(() => delete form.dataset.sent, FREED_AFTER_MS);
    }
  });
  window.addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
}
