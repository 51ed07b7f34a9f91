/**
 * Each pair of colours that stands on the page keeps its contrast, in both themes (WCAG 2.2: 4.5 for text, 3 for
 * marks).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import css from "./tokens.css" with { type: "text" };

type Theme = "light" | "dark";
type RGB = [number, number, number];

/** Linear sRGB of oklch(L C H). https://bottosson.github.io/posts/oklab/ */
function linear(l: number, c: number, h: number): RGB {
  const angle = (h * Math.PI) / 180,
    a = c * Math.cos(angle),
    b = c * Math.sin(angle);
  const [long, medium, short] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ] as RGB;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

/** A colour token, light or dark, as linear sRGB. */
function colour(name: string, theme: Theme): RGB {
  const rule = new RegExp(`--${name}:[^;]*light-dark\\(oklch\\(([^)]*)\\), oklch\\(([^)]*)\\)\\)`).exec(css);
  assert.ok(rule, `--${name} is a pair of oklch colours`);
  const [l = NaN, c = NaN, h = NaN] = (rule[theme === "light" ? 1 : 2] ?? "").split(" ").map(Number);
  return linear(l, c, h);
}

function luminance([red, green, blue]: RGB): number {
  const clamp = (channel: number) => Math.min(1, Math.max(0, channel));
  return 0.2126 * clamp(red) + 0.7152 * clamp(green) + 0.0722 * clamp(blue);
}

function contrast(one: RGB, other: RGB): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const text = 4.5,
  mark = 3;
const pairs: [string, string, number][] = [
  ...["ink", "soft", "context", "cost", "wait", "accent", "wrong"].flatMap((on): [string, string, number][] => [
    [on, "paper", text],
    [on, "wash", text],
  ]),
  ["ink", "accent-wash", text],
  ["soft", "accent-wash", text],
  ["accent", "accent-wash", text],
  ["edge", "paper", mark],
  ["edge", "wash", mark],
];

for (const theme of ["light", "dark"] as const) {
  test(`contrast, ${theme}`, () => {
    for (const [on, under, least] of pairs) {
      const found = contrast(colour(on, theme), colour(under, theme));
      assert.ok(found >= least, `--${on} on --${under}: ${found.toFixed(2)}, at least ${least}`);
    }
  });

  test(`colours are inside sRGB, ${theme}`, () => {
    for (const name of new Set([...pairs.map(([on]) => on), ...pairs.map(([, under]) => under)])) {
      for (const channel of colour(name, theme))
        assert.ok(channel > -0.002 && channel < 1.002, `--${name}: ${channel}`);
    }
  });
}
