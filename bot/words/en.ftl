# Everything the bot says, in English. The other six files hold the same keys; a test compares them.

## What the corpus covers
covers = { $documents ->
    [one] I know one document, dated from { $first } to { $last }.
   *[other] I know { $documents } documents, dated from { $first } to { $last }.
 }
covers-undated = { $documents ->
    [one] I know one document; it bears no date.
   *[other] I know { $documents } documents; none of them bears a date.
 }
covers-nothing = I have no documents yet.

## Dates and where they come from
undated = undated
date-stated = stated in the document
date-dateline = from the dateline
date-text = from the text
date-operator = set by an operator
date-words = date from the words “{ $words }”

## Greeting
start-hello = Hello! I answer questions about the Collective Security Treaty Organization (CSTO). I quote documents word for word, with file and date, and make nothing up.
start-try = Just write a question, or try one of these:
example-1 = Who took over the CSTO chairmanship in 2025?
example-2 = What are Kyrgyzstan’s priorities for its chairmanship?
example-3 = What is the CSTO Anti-Drug Strategy?
example-4 = What happened on the Tajik-Afghan border?
example-5 = Who is the Secretary General of the CSTO?
example-6 = When did Kazakhstan take over the chairmanship?

## Answers
question = Question: { $question }
follow-up = ↳ read together with: “{ $question }”
answer-unsure = I am not sure that this answers your question:
answer-not-found = I found nothing in the documents that answers this.
near-heading = Near topics (not an answer):

## Buttons
button-open = Open [{ $n }]
button-copy = Copy [{ $n }]
button-verify = Verify
button-back = Back
button-more = More results
button-previous = ‹ Back
button-next = Next ›
button-again = Ask again
button-follow-me = The language I write in

## More results
more-heading = Passages near to: { $question }
more-none = There is nothing more on this.

## One passage
passage-gone = The documents have changed since; this passage is no longer where it was. Please ask again.
passage-before = Before it:
passage-after = After it:

## Browsing
latest-heading = Newest passages
latest-heading-topic = Newest passages on: { $topic }
latest-none = There is nothing on this in the documents.
timeline-heading = In order of date: { $topic }
timeline-none = No dated passage is about this.
timeline-usage = Write a topic after the command, for example: /timeline peacekeeping
sources-heading = Documents, page { $page } of { $pages }
sources-passages = { $count ->
    [one] one passage
   *[other] { $count } passages
 }

## Verification
verify-usage = Write a citation’s id after the command: /verify id. You find it behind the [n] of every answer and in every copied citation.
verify-match = The stored document says exactly this:
verify-changed = The document has been changed since. When it was cited it said:
verify-withdrawn = The document has been withdrawn since. When it was cited it said:
verify-unknown = I know no citation with this id.
verify-match-alert = ✓ The stored document says exactly this.
verify-changed-alert = The document has been changed since; its current version no longer says this.
verify-withdrawn-alert = The document has been withdrawn since.
citation-id = Citation id: { $id }

## Language
language-choose = Which language shall I speak? Now: { $language }.
language-set = I shall speak English.
language-follow = I shall answer in the language you write in.

## Help and about
help-private =
    Write a question in your own words, in any of my seven languages. I answer with quotes from the documents; tap [n] to check a quote.

    A reply to my answer, or a short question such as “and in 2021?”, is read together with the question before it.
help-commands = Commands
help-groups = In a group I answer /ask, a mention of { $bot } and replies to my messages. In any chat, write { $bot } and a question to send a quote there.
about-what = I search a set of documents and quote them word for word. No text of mine is written by a machine: what stands in quotation marks is in the document, at the place and with the date I name.
about-model = Search model: { $model }
about-version = State of the documents: { $version }
about-privacy =
    What I keep about you: your last questions, for seven days, so that follow-up questions and buttons work; and the language you chose, if you chose one. No name, no profile. Questions are not written to any log, except while an operator looks for a fault.

    /forget erases all of it at once.
forget-done = Done. I have erased your questions and your choice of language.

## Groups
ask-usage = Write a question after the command, or reply with it to a message: /ask who chairs the CSTO?
rate-person = One moment, please: that was a lot of questions at once. I shall answer you again in { $seconds } seconds.
rate-group = One moment, please: this group asks faster than I may answer. I shall answer again in { $seconds } seconds.
busy = Please wait a little: I am still at your earlier questions and have skipped this one.

## When something is wrong
text-only = I can read text only. Please write your question.
too-long = This is too long for a question: please use at most { $max } characters.
went-wrong = Something went wrong on my side. Reference number for the operators: { $reference }
maybe-lost = The connection broke while I was sending. If you see no answer above, press the button.
old-button = This button is too old. Please ask again.
card-changed = Note: the document has been changed since this card was made.
card-withdrawn = Note: the document has been withdrawn since this card was made.

## Inline
inline-answer = Answer
inline-nothing = Nothing found
inline-nothing-hint = I found nothing in the documents that answers this.
inline-private = Ask me in a private chat

## The bot's profile
command-ask = ask a question
command-latest = newest passages, on a topic if you like
command-timeline = a topic in order of date
command-sources = all documents
command-verify = check a citation
command-language = choose a language
command-help = how to use the bot
command-about = documents, model, privacy
command-forget = erase what is stored about you
profile-short = Answers questions about the CSTO with word-for-word, dated quotes from documents.
profile-full =
    Ask about the Collective Security Treaty Organization (CSTO) in English, Russian, Belarusian, Kazakh, Kyrgyz, Tajik or Armenian.

    Every answer is a word-for-word quote with file and date, and can be checked. Where the documents say nothing, so do I.
