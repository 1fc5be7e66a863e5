#include <algorithm>
#include <utility>

#include "treaty/declarations.h"
#include "treaty/teller.h"
#include "treaty/wording.h"

namespace treaty {
namespace {

constexpr std::size_t kQuote = 600;  // bytes; a mail stays one that is read

bool mentions(std::string_view text, std::string_view word) {
  return folded_name(text).find(word) != std::string::npos;
}

struct Noun {
  const char* word;  ///< for other languages; see Particulars
  const char* english;
};

// The participant's own heading decides; the law looks at the content, which is for lawyers.
Noun noun_of(const Declaration& declaration) {
  if (declaration.section == "objection") return {"objection", "an objection"};
  if (declaration.section == "notification") return {"notification", "a notification"};
  if (declaration.section == "territorial-application") {
    return {"territorial_application", "a territorial application"};
  }
  if (mentions(declaration.heading, "withdraw")) {
    return {"withdrawal", "a communication on a withdrawal"};
  }
  const bool reserves = mentions(declaration.heading, "reservation");
  if (reserves && mentions(declaration.heading, "declaration")) {
    return {"declaration_and_reservation", "a declaration and reservation"};
  }
  if (reserves) return {"reservation", "a reservation"};
  if (mentions(declaration.heading, "understanding")) return {"understanding", "an understanding"};
  if (mentions(declaration.heading, "interpretat")) {
    return {"interpretative_declaration", "an interpretative declaration"};
  }
  return {"declaration", "a declaration"};
}

// "articles 6, 24(2) and 35"; empty when none is mentioned.
std::string articles_of(const Declaration& declaration, std::size_t most) {
  std::vector<std::string> named = declaration.articles;
  if (named.empty()) return {};
  const bool single = named.size() == 1;
  if (named.size() > most) {
    const std::size_t further = named.size() - most + 1;
    named.resize(most - 1);
    named.push_back(std::to_string(further) + " more");
  }
  return (single ? "article " : "articles ") + joined(named);
}

// Letters, digits, dot and hyphen alone, as an event's id wants it.
std::string id_part(const Declaration& declaration) {
  if (declaration.id) return declaration.id->str();
  std::string part = folded_name(declaration.participant);
  std::replace_if(
      part.begin(), part.end(),
      [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); }, '-');
  return part;
}

// The text, or its beginning with the flag "cut".
Particulars quote_of(const std::string& text) {
  std::string one_line = text;
  std::replace(one_line.begin(), one_line.end(), '\n', ' ');
  const std::string quote = beginning_of(one_line, kQuote);
  Particulars facts{{"quote", English{quote}}};
  if (quote != one_line) facts["cut"] = true;
  return facts;
}

std::string quoted(const Particulars& facts) {
  const std::string& quote = std::get<English>(facts.at("quote")).text;
  return facts.contains("cut")
             ? "The text begins: " + quote + " The whole is on the depositary's page."
             : "The text: " + quote;
}

void add_articles(const Declaration& declaration, std::size_t most, Particulars& facts) {
  std::vector<Named> articles;
  for (const std::string& article : declaration.articles)
    articles.push_back({std::nullopt, article});
  if (articles.empty()) return;
  if (articles.size() > most) {
    facts["more_articles"] = static_cast<int>(articles.size() - most + 1);
    articles.resize(most - 1);
  }
  facts["articles"] = std::move(articles);
}

void tell_declaration(Teller& teller, const DeclarationChange& change,
                      const EventContext& context) {
  const Declaration& subject = change.after ? *change.after : change.before->declaration;
  const EventKind kind =
      subject.section == "objection" ? EventKind::objection : EventKind::declaration;
  const Noun noun_told = noun_of(subject);
  const std::string noun = noun_told.english;
  Particulars facts = quote_of(subject.text);
  facts["noun"] = Word{noun_told.word};
  const std::string about = " concerning " + teller.name();
  const std::string prefix = id_part(subject) + '.';
  const std::string before_key = change.before ? declaration_key(change.before->declaration) : "";
  std::string tail = prefix;
  std::string headline;
  std::string text;
  if (!change.before) {
    facts["now"] = Word{"shown"};
    tail += declaration_key(subject);
    headline = subject.participant + " made " + noun + about;
    text = "The depositary's page shows " + noun + " by " + subject.participant + about +
           " that was not on record before.";
  } else if (change.after) {
    facts["now"] = Word{"changed"};
    tail += declaration_key(subject) + ".for." + before_key;
    headline = "Changed: " + noun + " by " + subject.participant + about;
    text = "The depositary's page shows " + noun + " by " + subject.participant + about +
           " in other words than before; the earlier ones stay in our history.";
  } else {
    facts["now"] = Word{"vanished"};
    tail += before_key + ".gone." + Day::from_sys_days(std::chrono::floor<Days>(context.now)).iso();
    headline = "No longer shown: " + noun + " by " + subject.participant + about;
    text = "The depositary's page no longer shows " + noun + " by " + subject.participant + about +
           ": it was withdrawn, moved or left out. It stays in our history.";
  }
  constexpr std::size_t kInHeadline = 3;
  constexpr std::size_t kInText = 12;
  const std::string few = articles_of(subject, kInHeadline);
  if (!few.empty()) headline += " (" + few + ')';
  if (!subject.heading.empty()) {
    facts["heading"] = English{beginning_of(subject.heading, kQuote)};
    append_sentence(text, "Its heading: \"" + beginning_of(subject.heading, kQuote) + "\".");
  }
  const std::string articles = articles_of(subject, kInText);
  if (!articles.empty()) append_sentence(text, "It mentions " + articles + '.');
  add_articles(subject, kInText, facts);
  append_sentence(text, quoted(facts));
  Event& event = teller.tell(kind, tail, std::move(headline), std::move(text));
  event.participant = subject.id;
  event.participant_name = subject.participant;
  event.particulars.merge(facts);
  // Some texts begin with the day on which they were received; most have none.
  if (const auto date = leading_english_date(subject.text)) event.date = date->day;
  if (change.before) {
    event.corrects =
        teller.state().number + '.' + std::string{name_of(kind)} + '.' + prefix + before_key;
  }
}

}  // namespace

std::vector<Event> events_of_declarations(const std::vector<DeclarationChange>& changes,
                                          const Assessment& after, const EventContext& context) {
  Teller teller{after, context};
  for (const DeclarationChange& change : changes)
    tell_declaration(teller, change, context);
  return teller.take();
}

}  // namespace treaty
