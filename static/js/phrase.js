/* Print or copy the phrase just drawn. Without this file, it is copied by hand, which leaves less behind (A3). */
const words = document.querySelector("[data-phrase]");
const paper = document.querySelector("[data-paper]");

if (words && paper) {
  paper.hidden = false;
  paper.querySelector("[data-print]").addEventListener("click", () => print());
  const copy = paper.querySelector("[data-copy]");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText([...words.children].map((word) => word.textContent).join(" "));
    paper.querySelector("[role=status]").textContent = paper.dataset.copied;
  });
}
