// A PNG of few colours, so that a picture of a page does not weigh on everyone who clones the repository.
import { crc32, deflateSync } from "node:zlib";

const colours = 64;

// The pixels of a PNG, decoded by the browser that took it.
async function pixels(context, png) {
  const page = await context.newPage();
  const url = `data:image/png;base64,${png.toString("base64")}`;
  const { width, height, base64 } = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const drawing = canvas.getContext("2d");
    drawing.drawImage(image, 0, 0);
    const { data } = drawing.getImageData(0, 0, image.width, image.height);
    const blob = new Blob([data]);
    const text = await new Promise((resolve) => {
      const file = new FileReader();
      file.onload = () => resolve(file.result);
      file.readAsDataURL(blob);
    });
    return { width: image.width, height: image.height, base64: text.slice(text.indexOf(",") + 1) };
  }, url);
  await page.close();
  return { width, height, data: Buffer.from(base64, "base64") };
}

// Median cut (Heckbert, 1982) over the colours of a 5-bit cube, each weighed by how often it occurs.
function palette(data) {
  const cube = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const key = ((data[at] >> 3) << 10) | ((data[at + 1] >> 3) << 5) | (data[at + 2] >> 3);
    const cell = cube.get(key) ?? { n: 0, sum: [0, 0, 0] };
    cell.n += 1;
    for (let channel = 0; channel < 3; channel += 1) cell.sum[channel] += data[at + channel];
    cube.set(key, cell);
  }
  const cells = [...cube].map(([key, { n, sum }]) => ({ key, n, mean: sum.map((one) => one / n) }));
  const boxOf = (list) => {
    const spans = [0, 1, 2].map((channel) => Math.max(...list.map(({ mean }) => mean[channel])) - Math.min(...list.map(({ mean }) => mean[channel])));
    const widest = spans.indexOf(Math.max(...spans));
    return { list, widest, weight: spans[widest] * Math.sqrt(list.reduce((all, { n }) => all + n, 0)) };
  };
  const boxes = [boxOf(cells)];
  while (boxes.length < colours) {
    boxes.sort((one, other) => other.weight - one.weight);
    if (boxes[0].list.length < 2) break;
    const { list, widest } = boxes.shift();
    list.sort((one, other) => one.mean[widest] - other.mean[widest]);
    const half = list.reduce((all, { n }) => all + n, 0) / 2;
    let cut = 0;
    for (let before = 0; cut < list.length - 1 && (cut === 0 || before + list[cut].n <= half); cut += 1) before += list[cut].n;
    boxes.push(boxOf(list.slice(0, cut)), boxOf(list.slice(cut)));
  }
  const number = new Map();
  const table = boxes.map(({ list }, index) => {
    const all = list.reduce((sum, { n }) => sum + n, 0);
    for (const { key } of list) number.set(key, index);
    return [0, 1, 2].map((channel) => Math.round(list.reduce((sum, { n, mean }) => sum + n * mean[channel], 0) / all));
  });
  return { table, number };
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

export async function shrink(context, png) {
  const { width, height, data } = await pixels(context, png);
  const { table, number } = palette(data);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      rows[y * (width + 1) + 1 + x] = number.get(((data[at] >> 3) << 10) | ((data[at + 1] >> 3) << 5) | (data[at + 2] >> 3));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a pixel, colours from a table.
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(table.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
