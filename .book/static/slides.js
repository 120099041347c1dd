"use strict";
addEventListener("DOMContentLoaded", () => {
  renderMathInElement(document.body, {
    delimiters: [
      { left: "$$", right: "$$", display: true },
      { left: "$", right: "$", display: false },
      { left: "\\(", right: "\\)", display: false },
      { left: "\\[", right: "\\]", display: true },
    ],
  });
  Reveal.initialize({
    display: "flex",
    width: 1280,
    height: 720,
    margin: 0.02,
    center: false,
    hash: true,
    slideNumber: "c/t",
    transition: "none",
  });
  Reveal.on("ready", fit);
  Reveal.on("slidechanged", fit);
});

// The largest letters with which the whole slide can be seen; a text alone has larger ones. Where
// they would be small, long lines of outputs break, and then those of code. What is still too much
// scrolls.
function fit({ currentSlide: slide }) {
  const overflows = (element) =>
    element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
  const codes = [...slide.querySelectorAll("pre")];
  const largest = slide.querySelector("pre, .picture, .view") ? 28 : 36;
  for (const [smallest, broken] of [[23, "none"], [20, ".output pre"], [18, "pre"]]) {
    for (const code of codes) code.style.whiteSpace = code.matches(broken) ? "pre-wrap" : "pre";
    for (let size = largest; size >= smallest; size -= 1) {
      slide.style.fontSize = `${size}px`;
      if (![slide, ...codes].some(overflows)) return;
    }
  }
}
