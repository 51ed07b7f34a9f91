package calc

const today = "2026-11-23"
