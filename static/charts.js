// Lays a Plotly figure over each chart that the server has drawn, once it comes near the viewport, and makes the PNG of a
// figure out of its SVG. Without this script, or if Plotly cannot be loaded, the server's bars stay.
// Figures may come with the page or later: whatever puts them there fires `htmx:load` on them.

const script = document.getElementById("charts-script");
const darkMode = matchMedia("(prefers-color-scheme: dark)");
const drawn = new Map(); // the boxes that have a figure, each with the size it was drawn for
const BAR_HEIGHT = 22; // pixels, as tall as the server's
const PNG_SCALE = 2;
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

// Labels and amounts stay as the server wrote them, since they are links and text; only the bars between them are the
// figure's, each at the height of its row. The server names colours by their token in the style sheet, so that light and
// dark mode have their own.
function layOver(box, target) {
  const { traces, overlaid, largest } = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const { top, left, height } = box.getBoundingClientRect();
  const bars = [...box.querySelectorAll(".bar")].map((cell) => cell.getBoundingClientRect());
  const { width } = bars[0];
  target.style.left = `${bars[0].left - left}px`;
  target.style.width = `${width}px`;
  const data = traces.map((trace, index) => {
    const isUnknown = bars.map((_, row) => trace.meta.unknown.includes(row));
    return {
      ...trace,
      y: bars.map((bar) => bar.top - top + bar.height / 2),
      width: overlaid && index > 0 ? BAR_HEIGHT / 2 : BAR_HEIGHT,
      marker: {
        color: isUnknown.map((unknown) => token(unknown ? "unknown" : trace.meta.colour)),
        pattern: {
          shape: isUnknown.map((unknown) => (unknown ? "/" : "")),
          size: 6,
          fgcolor: token("unknown"),
          bgcolor: token("unknown-back"),
          fillmode: "overlay",
        },
      },
    };
  });
  const layout = {
    width,
    height,
    barmode: overlaid ? "overlay" : "stack",
    showlegend: false,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    xaxis: { visible: false, range: [0, largest], fixedrange: true },
    yaxis: { visible: false, range: [height, 0], fixedrange: true },
    hoverlabel: { align: "left", bgcolor: token("paper"), bordercolor: token("soft"), font: { color: token("ink") } },
    dragmode: false,
  };
  return { data, layout };
}

function sizeOf(box) {
  const { width, height } = box.getBoundingClientRect();
  return `${width} ${height}`;
}

async function draw(box) {
  const { newPlot, react } = await loadPlotly();
  if (!box.isConnected) return;
  const target = box.querySelector(".chart-figure");
  const { data, layout } = layOver(box, target);
  if (drawn.has(box)) {
    drawn.set(box, sizeOf(box));
    await react(target, data, layout);
    return;
  }
  drawn.set(box, sizeOf(box));
  await newPlot(target, data, layout, { displayModeBar: false, doubleClick: false });
  box.classList.add("is-drawn");
  // A bar leads where its row's link leads, and by that link, so that whatever follows links follows it too.
  target.on("plotly_click", ({ points }) =>
    box.querySelectorAll(".bars tr")[points[0].pointIndex].querySelector("a")?.click(),
  );
  sizes.observe(box);
}

const sizes = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    if (contentRect.width > 0 && sizeOf(target) !== drawn.get(target)) draw(target);
  }
});

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

// Charts that are no longer in the page are let go, with all that Plotly holds of them.
function forgetRemoved() {
  for (const box of [...drawn.keys()].filter((one) => !one.isConnected)) {
    sizes.unobserve(box);
    drawn.delete(box);
    window.Plotly.purge(box.querySelector(".chart-figure"));
  }
}

function take(root) {
  forgetRemoved();
  const within = (selector) => [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)];
  within("[data-chart]").forEach((box) => drawn.has(box) || near.observe(box));
  within("[data-png]").forEach((button) => (button.closest("li").hidden = false));
}

// The SVG of the server, painted: it holds its title, source and address, in light colours.
async function savePng(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The figure could not be fetched: ${answer.status}.`);
  const [, name] = answer.headers.get("Content-Disposition").match(/filename="(.+)\.svg"/);
  const image = new Image();
  const source = URL.createObjectURL(await answer.blob());
  image.src = source;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {
    width: image.naturalWidth * PNG_SCALE,
    height: image.naturalHeight * PNG_SCALE,
  });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const painted = URL.createObjectURL(await new Promise((resolve) => canvas.toBlob(resolve, "image/png")));
  Object.assign(document.createElement("a"), { href: painted, download: `${name}.png` }).click();
  URL.revokeObjectURL(source);
  setTimeout(() => URL.revokeObjectURL(painted), 60_000); // after the browser has taken it
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-png]");
  if (button) savePng(button.dataset.png);
});
document.body.addEventListener("htmx:load", ({ detail }) => take(detail.elt));
darkMode.addEventListener("change", () => [...drawn.keys()].filter((box) => box.isConnected).forEach(draw));
take(document.body);
