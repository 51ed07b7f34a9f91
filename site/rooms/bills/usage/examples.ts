/**
 * Usage records as the vendors' documentation shows them (calc/usage/usage_test.go has each with its page), one click
 * away.
 */

const chat = {
  model: "gpt-4o-2024-08-06",
  usage: {
    prompt_tokens: 2006,
    completion_tokens: 300,
    total_tokens: 2306,
    prompt_tokens_details: { cached_tokens: 1920 },
    completion_tokens_details: { reasoning_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
  },
};

const responses = {
  id: "resp_67ccd3a9da748190baa7f1570fe91ac604becb25c45c1d41",
  object: "response",
  created_at: 1741476777,
  status: "completed",
  model: "gpt-4o-2024-08-06",
  usage: {
    input_tokens: 328,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 52,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 380,
  },
};

const anthropic = {
  id: "msg_013Zva2CMHLNnXjNJJKqJ2EF",
  type: "message",
  role: "assistant",
  model: "claude-opus-4-8",
  usage: {
    input_tokens: 2095,
    output_tokens: 503,
    cache_creation_input_tokens: 2051,
    cache_read_input_tokens: 2051,
    service_tier: "standard",
    cache_creation: null,
    server_tool_use: null,
  },
};

const gemini = {
  usageMetadata: {
    promptTokenCount: 559,
    candidatesTokenCount: 1327,
    thoughtsTokenCount: 1257,
    totalTokenCount: 3143,
    promptTokensDetails: [{ modality: "TEXT", tokenCount: 559 }],
    serviceTier: "standard",
  },
  modelVersion: "gemini-2.5-flash",
};

function pretty(record: object): string {
  return JSON.stringify(record, null, 2);
}

export const examples: readonly { title: string; text: string }[] = [
  { title: "OpenAI Chat Completions", text: pretty(chat) },
  { title: "OpenAI Responses", text: pretty(responses) },
  { title: "Anthropic, with its cache", text: pretty(anthropic) },
  { title: "Gemini, with thoughts", text: pretty(gemini) },
  {
    title: "Several, one a line",
    text: [chat, responses, anthropic, gemini].map((record) => JSON.stringify(record)).join("\n"),
  },
];
