// The view to turn: loaded and drawn once it is seen, in place of the picture.
"use strict";
(() => {
  const here = document.currentScript.src;
  const loaded = {};
  const load = (src) =>
    (loaded[src] ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src, onload: done, onerror: failed });
      document.head.append(script);
    }));

  async function draw(place) {
    await load(new URL("plotly/plotly-gl3d.min.js", here).href);
    await load(new URL(place.dataset.view, document.baseURI).href);
    const name = place.dataset.view.match(/([^/]*)\.js$/)[1];
    const { data, layout, frames, config } = window.views[name];
    const picture = [...place.childNodes];
    const view = document.createElement("div");
    place.append(view);
    await Plotly.newPlot(view, { data, layout, frames, config: { ...config, responsive: true } });
    picture.forEach((node) => node.remove());
    place.dataset.drawn = "yes";
  }

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      draw(target); // without the program, the picture stays
    }
  });
  addEventListener("DOMContentLoaded", () =>
    document.querySelectorAll(".view").forEach((place) => seen.observe(place)));
})();
