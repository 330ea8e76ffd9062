// Tables whose rows do not fit together. Readers see them as browsers draw them; to be edited they must be a grid.

/**
 * A table as a grid: rows of one width, no cell over another, none reaching below the last row.
 * @param {{ rows: object[][] }} block
 */
export const straightened = (block) => {
  const height = block.rows.length;
  const taken = block.rows.map(() => []);
  const rows = block.rows.map((cells, row) => {
    const out = [];
    for (const cell of cells) {
      let column = 0;
      while (taken[row][column]) column += 1;
      let columns = 1;
      while (columns < (cell.columns ?? 1) && !taken[row][column + columns]) columns += 1;
      const down = Math.min(cell.rows ?? 1, height - row);
      for (let below = 0; below < down; below += 1) for (let right = 0; right < columns; right += 1) taken[row + below][column + right] = true;
      const { columns: _, rows: __, ...rest } = cell;
      out.push({ at: column, cell: { ...rest, ...(columns > 1 ? { columns } : {}), ...(down > 1 ? { rows: down } : {}) } });
    }
    return out;
  });
  const width = Math.max(1, ...taken.map((row) => row.length));
  const filled = rows.map((cells, row) => {
    for (let column = 0; column < width; column += 1) if (!taken[row][column]) cells.push({ at: column, cell: { text: [] } });
    return cells.sort((one, other) => one.at - other.at).map(({ cell }) => cell);
  });
  return { ...block, rows: filled };
};

/** Whether a table is such a grid. */
export const isStraight = (block) => {
  const spans = (rows) => JSON.stringify(rows.map((row) => row.map(({ columns = 1, rows: down = 1 }) => [columns, down])));
  return block.rows.some((row) => row.length > 0) && spans(block.rows) === spans(straightened(block).rows);
};
