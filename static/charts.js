// Lays a Plotly figure over each chart that the server has drawn, once it comes near the viewport.
// Without this script, or if Plotly cannot be loaded, the server's bars stay.

const script = document.getElementById("charts-script");
const boxes = document.querySelectorAll("[data-chart]");
const darkMode = matchMedia("(prefers-color-scheme: dark)");
const drawn = new Set();
const BAR_HEIGHT = 22 / 0.72; // pixels of a row of which the bar is 0.72 (charts.py), as tall as the server's
let plotly;

function loadPlotly() {
  plotly ??= new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = script.dataset.plotly;
    element.onload = () => resolve(window.Plotly);
    element.onerror = () => reject(new Error("Plotly could not be loaded; the bars drawn by the server stay."));
    document.head.append(element);
  });
  return plotly;
}

// The server names colours by their token in the style sheet, so that light and dark mode have their own.
function inPageColours(figure) {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  for (const trace of figure.data) {
    trace.marker.color = trace.meta.colours.map(token);
    trace.marker.pattern.fgcolor = token("unknown");
    trace.marker.pattern.bgcolor = token("unknown-back");
    trace.marker.pattern.fillmode = "overlay";
  }
  figure.layout.font.color = token("ink");
  figure.layout.hoverlabel = { ...figure.layout.hoverlabel, bgcolor: token("paper"), bordercolor: token("soft"), font: { color: token("ink") } };
  return figure;
}

// Labels and amounts stay as the server wrote them, since they are links and text; only the bars between them are the
// figure's, each at the height of its row.
function layOver(box, target) {
  const figure = inPageColours(JSON.parse(document.getElementById(box.dataset.chart).textContent));
  const top = box.getBoundingClientRect().top;
  const bars = [...box.querySelectorAll(".bar")].map((cell) => cell.getBoundingClientRect());
  const { width } = bars[0];
  const { height } = box.getBoundingClientRect();
  target.style.left = `${bars[0].left - box.getBoundingClientRect().left}px`;
  target.style.width = `${width}px`;
  for (const trace of figure.data) {
    trace.y = bars.map((bar) => bar.top - top + bar.height / 2);
    trace.width *= BAR_HEIGHT;
  }
  Object.assign(figure.layout, { width, height, annotations: [], margin: { l: 0, r: 0, t: 0, b: 0 } });
  Object.assign(figure.layout.xaxis, { range: [0, figure.layout.meta.largest] });
  Object.assign(figure.layout.yaxis, { range: [height, 0], visible: false, automargin: false });
  return figure;
}

async function draw(box) {
  const { newPlot, react } = await loadPlotly();
  const target = box.querySelector(".chart-figure");
  const { data, layout } = layOver(box, target);
  if (drawn.has(box)) {
    await react(target, data, layout);
    return;
  }
  await newPlot(target, data, layout, { displayModeBar: false, doubleClick: false });
  drawn.add(box);
  box.classList.add("is-drawn");
  target.on("plotly_click", ({ points }) => {
    const address = points[0].customdata[1];
    if (address) location.assign(address);
  });
  new ResizeObserver(() => {
    const { width, height } = box.getBoundingClientRect();
    if (width > 0 && (height !== layout.height || width !== box.drawnWidth)) {
      box.drawnWidth = width;
      draw(box);
    }
  }).observe(box);
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        near.unobserve(target);
        draw(target);
      }
    }
  },
  { rootMargin: "400px" },
);
boxes.forEach((box) => near.observe(box));
darkMode.addEventListener("change", () => drawn.forEach(draw));
