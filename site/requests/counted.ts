/** A request that was read, counted by the engine: its texts, pictures and chat format, and what of it is not counted. */
import type { Count, Interval, Model, ReadRequest, ThreeLimits, Trust } from "../contract";
import { chatFormat } from "./format";
import type { Imported, Picture, Shape, Uncounted } from "./imported";
import { readRequest, textsOf } from "./read";

export { readRequest };

type Engine = Pick<ThreeLimits, "models" | "resolveModel" | "measure" | "overhead" | "media" | "sum">;

/** Whose model an API's request is counted as, where it names none. */
const vendorOf: Record<Shape, string> = {
  responses: "openai",
  chat: "openai",
  messages: "anthropic",
  generateContent: "google",
  converse: "anthropic",
};

/** instead: the model it is counted as where it names none that is known; null: its vendor's newest. */
export async function countRequest(engine: Engine, request: Imported, instead: string | null): Promise<ReadRequest> {
  const { shape, model: modelName, maxTokens } = request;
  const models = await engine.models();
  const own = modelName === null ? null : await engine.resolveModel(modelName);
  const model =
    [own, instead].map((id) => models.find((one) => one.id === id && one.encoding)).find(Boolean) ??
    newest(models, shape);
  const counted = model.id === own ? null : `${whyNotOwn(modelName, own)}: counted as ${model.id}. `;
  const trusted = (trust: Trust): Trust => (counted === null ? trust : standIn(trust, counted));
  const parts: ReadRequest["parts"] = [];
  for (const { piece, role } of inOrder(request)) {
    const { tokens, trust } = await engine.measure(piece.text, model.id);
    parts.push({ path: piece.path, role, part: piece.part, tokens, trust: trusted(trust) });
  }
  const pictures = await countPictures(engine, request.pictures, model);
  for (const { picture, tokens, trust } of pictures.counted)
    parts.push({ path: picture.path, role: picture.role, part: "images", tokens, trust: trusted(trust) });
  const notCounted = await countUncounted(engine, [...request.uncounted, ...pictures.not], model.id);
  const overhead = await engine.overhead(formatOf(request), model.id);
  const inTotal = parts.filter(({ part }) => part !== "tools" || overhead.tools === null).map(({ tokens }) => tokens);
  const format = [overhead.tokens, overhead.tools].filter((tokens) => tokens !== null);
  return {
    api: shape,
    model: own,
    modelName,
    countedAs: model.id,
    maxTokens,
    parts,
    notCounted,
    overhead,
    total: {
      ...(await sumOf(engine, [...inTotal, ...format])),
      atLeast: notCounted.length > 0,
      trust: leastOf([...parts.map(({ trust }) => trust), ...(format.length > 0 ? [overhead.trust] : [])]),
    },
    remarks: [...request.remarks],
  };
}

function whyNotOwn(name: string | null, own: string | null): string {
  if (name === null) return "The request names no model";
  const shown = `“${name.slice(0, 60)}”`;
  return own === null ? `${shown} is not in the catalogue` : `No tokenizer is known for ${shown}`;
}

/** What is exact for another model is assumed for this one. */
function standIn({ why, ...trust }: Trust, because: string): Trust {
  return { ...trust, level: trust.level === "exact" ? "assumed" : trust.level, why: because + why };
}

function newest(models: readonly Model[], shape: Shape): Model {
  const usable = models.filter(({ encoding, stage }) => encoding !== null && stage !== "retired" && stage !== "unborn");
  const own = usable.filter(({ vendor, id }) => vendor === vendorOf[shape] || id.startsWith(`${vendorOf[shape]}/`));
  const day = ({ released = "" }: Model): string => released ?? "";
  return [...(own.length > 0 ? own : usable)].sort((a, b) => (day(a) < day(b) ? 1 : -1))[0]!;
}

/** The texts with who says them, messages first; tools are no one's. */
function inOrder({ messages, pieces }: Imported): { piece: Imported["pieces"][number]; role: string | null }[] {
  return [
    ...messages.flatMap(({ role, pieces: own }) => own.map((i) => ({ piece: pieces[i]!, role }))),
    ...pieces.filter(({ part }) => part === "tools").map((piece) => ({ piece, role: null })),
  ];
}

function formatOf(request: Imported): Parameters<ThreeLimits["overhead"]>[0] {
  const texts = textsOf(request);
  const of = (text: string | undefined): { text: string; count: number } => ({ text: text ?? "", count: 0 });
  return chatFormat(
    {
      system: of(texts.system),
      tools: of(texts.tools),
      documents: of(texts.documents),
      history: of(texts.history),
      user: of(texts.user),
    },
    request,
  );
}

interface CountedPictures {
  counted: { picture: Picture; tokens: Interval; trust: Trust }[];
  /** For these the model's vendor publishes no rule. */
  not: Uncounted[];
}

/** As many as media() takes at a time. */
const atOnce = 1000;

/** Pictures by the rule of the model's vendor. A level of detail that the model does not know is left to it. */
export async function countPictures(
  engine: Pick<ThreeLimits, "media">,
  pictures: readonly Picture[],
  { id, pictureDetails = [] }: Pick<Model, "id" | "pictureDetails">,
): Promise<CountedPictures> {
  const found: CountedPictures = { counted: [], not: [] };
  for (let from = 0; from < pictures.length; from += atOnce) {
    const some = pictures.slice(from, from + atOnce);
    const { items } = await engine.media(
      some.map(({ item: { detail, ...item } }) =>
        detail !== undefined && pictureDetails.includes(detail) ? { ...item, detail } : item,
      ),
      id,
    );
    items.forEach(({ tokens, trust }, i) => {
      const picture = some[i]!;
      if (tokens === null) found.not.push({ what: "picture", path: picture.path, text: null });
      else found.counted.push({ picture, tokens: { low: tokens, typical: tokens, high: tokens }, trust });
    });
  }
  return found;
}

/** What is not counted, with how much of it is text. */
export async function countUncounted(
  engine: Pick<ThreeLimits, "measure">,
  uncounted: readonly Uncounted[],
  model: string,
): Promise<ReadRequest["notCounted"]> {
  const found: ReadRequest["notCounted"] = [];
  for (const { path, what, text } of uncounted)
    found.push(text === null ? { path, what } : { path, what, tokens: (await engine.measure(text, model)).tokens });
  return found;
}

/** What an imported request brings beside its texts: what its pictures are in tokens, and what is not counted. */
export interface Brought {
  /** The catalogue's model that it names; null: it names none, or none that is known. */
  named: string | null;
  images: Count | undefined;
  notCounted: ReadRequest["notCounted"];
}

/** model: what it is counted as; null: there is none, and neither is a rule for pictures. */
export async function broughtBy(
  engine: Pick<ThreeLimits, "measure" | "media" | "sum" | "resolveModel">,
  { model: name, pictures, uncounted }: Imported,
  model: Model | null,
): Promise<Brought> {
  const found: CountedPictures = model
    ? await countPictures(engine, pictures, model)
    : { counted: [], not: pictures.map(({ path }) => ({ what: "picture", path, text: null })) };
  const named = name === null ? null : await engine.resolveModel(name);
  const all = [...uncounted, ...found.not];
  const notCounted = model?.encoding
    ? await countUncounted(engine, all, model.id)
    : all.map(({ path, what }) => ({ path, what }));
  if (found.counted.length === 0) return { named, images: pictures.length > 0 ? 0 : undefined, notCounted };
  const sum = await sumOf(
    engine,
    found.counted.map(({ tokens }) => tokens),
  );
  const { level } = leastOf(found.counted.map(({ trust }) => trust));
  return { named, images: level === "exact" ? sum.typical : { ...sum, trust: level }, notCounted };
}

async function sumOf(engine: Pick<ThreeLimits, "sum">, all: readonly Interval[]): Promise<Interval> {
  const [low, typical, high] = await Promise.all(
    (["low", "typical", "high"] as const).map(async (end) =>
      Number(await engine.sum(all.map((one) => String(one[end])))),
    ),
  );
  return { low: low!, typical: typical!, high: high! };
}

/** A sum can be trusted as far as the least of what is in it. */
function leastOf(all: readonly Trust[]): Trust {
  for (const level of ["estimate", "assumed"] as const) {
    const found = all.find((trust) => trust.level === level);
    if (found) return found;
  }
  return all[0] ?? { level: "exact", why: "There is nothing to count." };
}
