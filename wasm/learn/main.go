//go:build js && wasm

// Command learn is main of learn.wasm: it trains small language models, walks the generation loop with them, reads distributions that APIs report,
// poses and grades exercises, and works the figures of lessons out. It is a program of its own, loaded on request, because only the lesson needs
// it. The contract with the page is LearnExports in site/core/exports.ts.
package main

import (
	"threelimits/calc/wire/generate"
	"threelimits/calc/wire/models"
	"threelimits/calc/wire/practice"
	"threelimits/wasm/boundary"
)

func main() {
	boundary.Run(exports, "engine-failed", "The program failed")
}

// generators are all the state there is.
var generators generate.Generators

var exports = boundary.Exports{
	"generatorOpen":     generatorOpen,
	"generatorTrainTo":  generatorTrainTo,
	"generatorState":    generatorState,
	"generatorStep":     generatorStep,
	"generatorDraws":    generatorDraws,
	"generatorSurprise": generatorSurprise,
	"generatorClose":    generatorClose,
	"sample":            sample,
	"samplingOrders":    samplingOrders,
	"parseLogprobs":     parseLogprobs,
	"exercise":          poseExercise,
	"grade":             grade,
	"answerKey":         answerKey,
	"deck":              deck,
	"lesson":            lesson,
	"usualMistakes":     usualMistakes,
	"cutoffs":           cutoffs,
}

func generatorOpen(args boundary.Arguments) (any, error) {
	return generators.Open(args.IDs(0), args.Bytes(1), args.Int(2), args.Int(3), args.Int(4) != 0)
}

func generatorTrainTo(args boundary.Arguments) (any, error) {
	return nil, generators.TrainTo(args.Int(0), args.Int(1))
}

func generatorState(args boundary.Arguments) (any, error) { return generators.State(args.Int(0)) }

func generatorStep(args boundary.Arguments) (any, error) {
	return generators.Step(args.Int(0), args.IDs(1), args.Bytes(2))
}

func generatorDraws(args boundary.Arguments) (any, error) {
	return generators.Draws(args.Int(0), args.IDs(1), args.Bytes(2), args.Int(3))
}

func generatorSurprise(args boundary.Arguments) (any, error) {
	return generators.Surprise(args.Int(0), args.Int(1))
}

func generatorClose(args boundary.Arguments) (any, error) { return nil, generators.Close(args.Int(0)) }

func sample(args boundary.Arguments) (any, error) {
	return generate.Sample(args.Bytes(0), args.Bytes(1))
}

func samplingOrders(boundary.Arguments) (any, error) { return generate.Orders(), nil }

func parseLogprobs(args boundary.Arguments) (any, error) {
	return generate.ReadLogprobs(args.Bytes(0))
}

func poseExercise(args boundary.Arguments) (any, error) {
	return practice.Exercise(args.Bytes(0), args.Text(1))
}

func grade(args boundary.Arguments) (any, error) {
	return practice.Grade(args.Bytes(0), args.Text(1), args.Text(2))
}

func answerKey(args boundary.Arguments) (any, error) {
	return practice.AnswerKey(args.Bytes(0), args.Text(1))
}

func deck(args boundary.Arguments) (any, error) { return practice.Deck(args.Bytes(0)) }

func lesson(args boundary.Arguments) (any, error) {
	return practice.Lesson(args.Bytes(0), args.Text(1), args.Text(2))
}

func usualMistakes(boundary.Arguments) (any, error) { return practice.UsualMistakes(), nil }

func cutoffs(args boundary.Arguments) (any, error) {
	return models.Cutoffs(args.Text(0), args.Bytes(1))
}
