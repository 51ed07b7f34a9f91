package browsers

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"threelimits/scripts/browsers/driver"
)

// table is every browser test. Tests with the same look stand together, because WebKit is started anew for another, and so do tests that
// only read, which share a page (visit).
var table = []struct {
	name string
	look driver.Look
	run  func(*page)
}{
	{"console errors are seen", driver.Look{}, consoleErrors},
	{"foreign requests are seen", driver.Look{}, foreignRequests},
	{"keys and pointer", driver.Look{}, keysAndPointer},
	{"view and look", driver.Look{}, viewAndLook},

	{"served page", driver.Look{}, servedPage},
	{"served under a path", driver.Look{}, underAPath},
	{"one file from disk", driver.Look{}, oneFileFromDisk},
	{"one view of the file", driver.Look{}, oneViewOfTheFile},
	{"one file in a sandbox", driver.Look{}, sandboxedFile},

	{"typing", driver.Look{}, typing},
	{"tokens drawn", driver.Look{}, tokensDrawn},
	{"paste and undo", driver.Look{}, pasteAndUndo},
	{"paste 1 MB", driver.Look{}, pasteMegabyte},
	{"a megabyte out of sight", driver.Look{}, megabyteOutOfSight},
	{"edit 1 MB", driver.Look{}, editMegabyte},
	{"a line of 1 MB", driver.Look{}, longLine},
	{"a document lost", driver.Look{}, documentLost},
	{"point at tokens", driver.Look{}, pointAtTokens},
	{"special tokens, three ways", driver.Look{}, specialReadings},
	{"paste 4 MB", driver.Look{}, pasteMegabytes},
	{"text of special tokens", driver.Look{}, specialText},
	{"broken Unicode", driver.Look{}, brokenUnicode},
	{"files", driver.Look{}, files},
	{"examples", driver.Look{}, examples},

	{"each control", driver.Look{}, eachControl},
	{"arrow keys in numbers", driver.Look{}, stepping},
	{"models", driver.Look{}, models},
	{"working", driver.Look{}, working},
	{"the bill's settings", driver.Look{}, costSettings},
	{"past prices", driver.Look{}, pastPrices},
	{"cliffs", driver.Look{}, cliffs},
	{"currency", driver.Look{}, currency},
	{"the request", driver.Look{}, theRequest},
	{"bad numbers", driver.Look{}, badNumbers},
	{"typed numbers", driver.Look{}, typedNumbers},
	{"empty numbers", driver.Look{}, emptyNumbers},
	{"light scheme", driver.Look{}, darkAndLight},
	{"motion", driver.Look{}, reducedMotion},

	{"shares", driver.Look{}, shares},
	{"chat format", driver.Look{}, chatFormat},
	{"import", driver.Look{}, importRequests},
	{"import, to the token", driver.Look{}, importExact},
	{"import, undone and kept", driver.Look{}, importUndo},
	{"import, bad", driver.Look{}, importBad},
	{"import, many", driver.Look{}, importLines},
	{"import, stopped", driver.Look{}, importStopped},
	{"import by keyboard", driver.Look{}, importByKeyboard},

	{"link round trip", driver.Look{}, linkRoundTrip},
	{"text in the link", driver.Look{}, textInLink},
	{"typed into a text link", driver.Look{}, typedIntoTextLink},
	{"numbers of another model", driver.Look{}, numbersOfAnotherModel},
	{"a chat format beside a link's texts", driver.Look{}, formatInTextLink},
	{"text kept on reload", driver.Look{}, keptOnReload},
	{"undo kept on reload", driver.Look{}, undoKeptOnReload},
	{"fragment typed", driver.Look{}, fragmentTyped},
	{"many changes", driver.Look{}, manyChanges},
	{"copy the link", driver.Look{}, copyLink},
	{"rooms", driver.Look{}, rooms},
	{"the line of the three limits", driver.Look{}, barOfLimits},
	{"a tokenizer of one's own", driver.Look{}, ownEncoding},
	{"tokenizers that are refused", driver.Look{}, ownEncodingRefused},
	{"compare encodings", driver.Look{}, compareEncodings},
	{"languages", driver.Look{}, languages},
	{"count files", driver.Look{}, countFiles},
	{"drop files", driver.Look{}, dropFiles},
	{"stop counting files", driver.Look{}, stopFiles},
	{"chunks", driver.Look{}, chunks},
	{"the room Tokens in the one file", driver.Look{}, roomInTheFile},
	{"catalogue", driver.Look{}, catalogue},
	{"catalogue by keyboard", driver.Look{}, modelsByKeyboard},
	{"a price of one's own", driver.Look{}, ownPrice},
	{"a price file", driver.Look{}, priceFile},
	{"prices saved", driver.Look{}, pricesSaved},
	{"aliases", driver.Look{}, aliases},
	{"it works in tokens", driver.Look{}, worksInTokens},
	{"it remembers nothing", driver.Look{}, remembersNothing},
	{"it stops on a date", driver.Look{}, stopsOnADate},
	{"the generation loop", driver.Look{}, generationLoop},
	{"another token, and stops", driver.Look{}, branching},
	{"trained on a text of one's own", driver.Look{}, ownTraining},
	{"the generation loop by keyboard", driver.Look{}, loopByKeyboard},
	{"real distributions", driver.Look{}, realDistributions},
	{"streaming, felt", driver.Look{}, streamingFelt},
	{"moves applied and undone", driver.Look{}, movesApplied},
	{"the lesson by keyboard", driver.Look{}, lessonByKeyboard},
	{"a lesson of one's own", driver.Look{}, ownLesson},
	{"the summary sheet on paper", driver.Look{}, summarySheet},
	{"exercises", driver.Look{}, exercisesDone},
	{"flashcards by keyboard", driver.Look{}, cardsByKeyboard},
	{"explain a usage", driver.Look{}, explainUsage},
	{"explain thousands", driver.Look{}, explainThousands},
	{"explain what is wrong", driver.Look{}, explainWrong},
	{"explain, stopped", driver.Look{}, explainStopped},
	{"a usage on other models", driver.Look{}, explainElsewhere},
	{"pictures", driver.Look{}, pictures},
	{"pictures, typed and wrong", driver.Look{}, picturesTyped},
	{"pictures in the scenario", driver.Look{}, picturesUsed},
	{"the room Bills by keyboard", driver.Look{}, billsByKeyboard},
	{"the room Bills in the one file", driver.Look{}, billsInTheFile},

	{"reference check", driver.Look{}, referenceCheck},
	{"reference difference", driver.Look{}, referenceDifference},
	{"reference check stopped", driver.Look{}, referenceStopped},

	{"sample page", driver.Look{}, samplePage},
	{"samples of the documentation", driver.Look{}, samplesShown},
	{"elements in a host", driver.Look{}, elementsInAHost},
	{"the module", driver.Look{}, theModule},
	{"the module's money", driver.Look{}, moduleMoney},
	{"the module's learning", driver.Look{}, moduleLearn},
	{"embedded views", driver.Look{}, embeddedViews},
	{"embedded exercise", driver.Look{}, embeddedExercise},
	{"embedded lesson", driver.Look{}, embeddedLesson},
	{"embedded text", driver.Look{}, embeddedText},

	{"bad links", driver.Look{}, badLinks},
	{"broken sites", driver.Look{}, brokenSites},
	{"not started", driver.Look{}, notStarted},
	{"silent worker", driver.Look{}, silentWorker},
	{"programs that end", driver.Look{}, endedPrograms},
	{"a worker that ends", driver.Look{}, endedWorker},
	{"other types", driver.Look{}, otherTypes},
	{"damaged file", driver.Look{}, damagedFile},

	{"offline", driver.Look{}, offline},
	{"new release", driver.Look{}, newRelease},
	{"a release comes while a tab is open", driver.Look{}, openTab},
	{"PDF, every way in", driver.Look{}, pdfEveryWay},
	{"PDF files offline", driver.Look{}, pdfOffline},

	{"axe", driver.Look{}, axePage},
	{"axe, other pages", driver.Look{}, axeOthers},
	{"everything imported", driver.Look{}, imported},
	{"the room Tokens, small", driver.Look{}, roomTokens.small},
	{"the room Models, small", driver.Look{}, roomModels.small},
	{"the room Bills, small", driver.Look{}, roomBills.small},
	{"the room Learn, small", driver.Look{}, roomLearn.small},
	{"narrow", driver.Look{}, narrow},
	{"Tab stops", driver.Look{}, tabStops},
	{"by keyboard", driver.Look{}, byKeyboard},

	{"dark scheme", driver.Look{Dark: true, ReducedMotion: true}, darkAndLight},
	{"reduced motion", driver.Look{Dark: true, ReducedMotion: true}, reducedMotion},

	{"large text", driver.Look{TextPixels: 32}, largeText},
}

// engines are the browsers to start. None without being asked, so that `go test ./...` starts no browser; the Makefile asks for all of them.
var engines = flag.String("engines", "", "browsers to run the table in, by commas: "+strings.Join(driver.Engines, ",")+"; none when empty")

// TestBrowsers runs the table on each engine asked for, each in one session, the engines side by side: a third of the time a browser waits. -parallel says
// how many.
func TestBrowsers(t *testing.T) {
	if *engines == "" {
		fmt.Println("browsers: no engine asked for, none started; make test-browsers runs the table in all of them")
		return
	}
	if _, err := os.Stat("../../dist/site/index.html"); err != nil {
		t.Fatal("dist/ is not built: run make")
	}
	var ran atomic.Int64
	t.Cleanup(func() {
		fmt.Printf("browsers: %d of %d tests of the table ran, together, in %s\n", ran.Load(), len(table)*len(asked()), *engines)
		if ran.Load() == 0 {
			t.Error("no test ran: no row has a name that -run matches")
		}
	})
	for _, engine := range asked() {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			network := newNetwork(t, engine == "webkit")
			browser, err := driver.Launch(engine, driver.Options{Proxy: network.address()})
			if err != nil {
				t.Fatal(err)
			}
			defer browser.Close()
			for _, test := range table {
				t.Run(test.name, func(t *testing.T) {
					ran.Add(1)
					p := &page{attempt: &attempt{T: t}, Browser: browser, network: network, look: test.look, times: &times{}}
					if p.passes(test.run) {
						return
					}
					if browser.Answers() {
						p.report()
						return
					}
					// Engines crash now and then, WebKitGTK above all. A test may cost one browser, not two.
					t.Logf("the browser crashed and is started anew; what was seen: %s", strings.Join(p.said, "\n"))
					if err := browser.Restart(); err != nil {
						t.Fatal(err)
					}
					p = &page{attempt: &attempt{T: t}, Browser: browser, network: network, look: test.look, times: &times{}}
					p.passes(test.run)
					p.report()
				})
			}
		})
	}
}

// asked are the engines that the flag names.
func asked() []string { return strings.Split(*engines, ",") }

// passes runs a test of the table from the same beginning to the end that holds for all.
func (p *page) passes(run func(*page)) bool {
	defer p.times.row(p)()
	return p.try(func() {
		p.must(p.Look(p.look))
		p.must(p.Resize(1280, 900))
		defer p.finish()
		run(p)
	})
}
