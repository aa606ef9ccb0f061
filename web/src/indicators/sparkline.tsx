// A small line of the last months: year to date, so that it falls back each January.

interface Props {
  values: readonly string[];
  label: string;
  width?: number;
  height?: number;
}

export function Sparkline({ values, label, width = 180, height = 36 }: Props) {
  const numbers = values.map(Number).filter(Number.isFinite);
  if (numbers.length < 2) return <span>—</span>;
  const low = Math.min(0, ...numbers);
  const high = Math.max(...numbers, low + 1e-9);
  const pad = 3;
  const x = (index: number) => pad + (index * (width - 2 * pad)) / (numbers.length - 1);
  const y = (value: number) => height - pad - ((value - low) / (high - low)) * (height - 2 * pad);
  const points = numbers.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  const last = numbers.length - 1;
  return (
    <svg className="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line x1={pad} x2={width - pad} y1={y(low)} y2={y(low)} stroke="#cfd6de" />
      <polyline points={points.join(' ')} fill="none" stroke="#4b6a92" strokeWidth="1.6" />
      <circle cx={x(last)} cy={y(numbers[last] ?? 0)} r="3" fill="#12509b" />
    </svg>
  );
}
