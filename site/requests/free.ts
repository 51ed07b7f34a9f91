/**
 * The names in a request under which no text for the model stands: all others are read, or named as not counted. After
 * the pages that the readers name.
 */

/** Anywhere: identifiers, kinds, states, what only programs read. Anthropic counts no `cited_text` that is sent back. */
const anywhere = new Set([
  ..."type id role status index object call_id tool_call_id tool_use_id item_id doc_id file_id container_id".split(" "),
  ..."approval_request_id caller cache_control cachePoint citations signature thoughtSignature".split(" "),
  ..."thought_signature mimeType mime_type media_type detail mediaResolution media_resolution phase outcome".split(" "),
]);

/** At the top of a request: settings of the answer, of the service, of the account. */
const atTheTop = new Set([
  ..."model models user metadata store stream stream_options service_tier serviceTier speed inference_geo".split(" "),
  ..."stop stop_sequences stopSequences tool_choice toolConfig tool_config modalities audio verbosity".split(" "),
  ..."reasoning reasoning_effort thinking include truncation text response_format output_config output_format".split(
    " ",
  ),
  ..."prompt_cache_key prompt_cache_retention prompt_cache_options safety_identifier logit_bias provider".split(" "),
  ..."route transforms anthropic_version anthropic_beta betas container context_management safetySettings".split(" "),
  ..."safety_settings generationConfig generation_config labels inferenceConfig guardrailConfig schemaVersion".split(
    " ",
  ),
  ..."performanceConfig requestMetadata options keep_alive api_key api_base base_url".split(" "),
]);

export function isFree(name: string, top: boolean): boolean {
  return anywhere.has(name) || (top && atTheTop.has(name));
}

/** What is sealed: it costs tokens, and how many no one can tell but who made it. */
const sealed = new Set(["encrypted_content", "encrypted_index", "encrypted_stdout", "data", "redactedContent"]);

/** A longer text without a space, in the signs of base64, is a file's bytes. In UTF-16 units. */
const longestWord = 200;

/** Whether a text is no text: sealed, or a file's bytes. */
export function isOpaque(name: string, text: string): boolean {
  return (
    (sealed.has(name) && !/\s/.test(text)) ||
    text.startsWith("data:") ||
    (text.length > longestWord && /^[\w+/=-]+$/.test(text.slice(0, 4 * longestWord)))
  );
}
