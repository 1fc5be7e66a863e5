#include "treaty/clause.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "treaty/clause_words.h"
#include "treaty/wait.h"

namespace treaty {
namespace {

std::optional<Wait> span(ClauseReader& reader) {
  const auto amount = reader.take_number(false);
  if (!amount) return std::nullopt;
  if (reader.take_one_of({"days", "day"})) return Wait{WaitStyle::days, *amount};
  if (reader.take_one_of({"months", "month"})) return Wait{WaitStyle::months, *amount};
  if (reader.take_one_of({"years", "year"})) return Wait{WaitStyle::years, *amount};
  return std::nullopt;
}

// The wait and the word that ties it to the event: "on the ninetieth day after".
std::optional<Wait> take_wait(ClauseReader& reader) {
  const std::size_t start = reader.place();
  if (reader.take_one_of({"on the first day of the month following the expiration of",
                          "on the first day of the month after the expiration of",
                          "on the first day of the month following the expiry of"})) {
    const auto within = span(reader);
    if (within && reader.take_one_of({"after", "from", "following"})) {
      switch (within->style) {
        case WaitStyle::days: return Wait{WaitStyle::month_after_days, within->amount};
        case WaitStyle::months: return Wait{WaitStyle::month_after_months, within->amount};
        case WaitStyle::years: return Wait{WaitStyle::month_after_months, within->amount * 12};
        default: break;
      }
    }
  } else if (reader.take("on the first day of the month after the")) {
    const auto days = reader.take_number(true);
    if (days && reader.take_one_of({"day following", "day after"})) {
      return Wait{WaitStyle::month_after_days, *days};
    }
  } else if (reader.take("on the first day of the")) {
    const auto months = reader.take_number(true);
    if (months && reader.take_one_of(
                      {"month after the month in which", "month following the month in which"})) {
      return Wait{WaitStyle::nth_month, *months};
    }
  } else if (reader.take("on the")) {
    const auto days = reader.take_number(true);
    if (days && reader.take_one_of({"day after", "day following"})) {
      return Wait{WaitStyle::days, *days};
    }
  } else if (const auto within = span(reader)) {
    if (reader.take_one_of({"after", "following", "from"})) return within;
  }
  reader.back_to(start);
  if (!reader.take("on")) return std::nullopt;
  const std::size_t event = reader.place();
  const bool on_the_day = reader.take_one_of({"the date of", "the day of", "the date on which"});
  reader.back_to(on_the_day ? event : start);
  return on_the_day ? std::optional{Wait{}} : std::nullopt;
}

std::optional<ActKind> take_kind(ClauseReader& reader) {
  constexpr std::array<std::pair<std::string_view, ActKind>, 6> kKinds = {{
      {"ratification", ActKind::ratification},
      {"acceptance", ActKind::acceptance},
      {"approval", ActKind::approval},
      {"accession", ActKind::accession},
      {"formal confirmation", ActKind::formal_confirmation},
      {"definitive signature", ActKind::definitive_signature},
  }};
  for (const auto& [words, kind] : kKinds) {
    if (reader.take(words)) return kind;
  }
  return std::nullopt;
}

// "ratification, acceptance, approval or accession"
std::vector<ActKind> take_kinds(ClauseReader& reader) {
  std::vector<ActKind> kinds;
  for (;;) {
    const std::size_t before = reader.place();
    if (!kinds.empty()) reader.take_one_of({"or", "and"});
    const auto kind = take_kind(reader);
    if (!kind) {
      reader.back_to(before);
      return kinds;
    }
    kinds.push_back(*kind);
  }
}

void take_depositary(ClauseReader& reader) {
  if (reader.take("with the")) {
    reader.take_one_of({"depositary", "secretary-general of the united nations",
                        "secretary-general", "depository"});
  }
}

bool is_past(ClauseReader& reader) {
  return reader.take_one_of({"has been deposited", "have been deposited", "is deposited",
                             "are deposited", "was deposited"});
}

struct Number {
  int value = 0;
  CountUnit unit = CountUnit::instruments;
  std::vector<ActKind> kinds;
};

std::optional<Number> states_that_consented(ClauseReader& reader) {
  reader.take_one_of({"at least", "not less than"});
  const auto value = reader.take_number(false);
  if (!value || !reader.take("states have")) return std::nullopt;
  if (reader.take("expressed their consent to be bound by it")) {
    return Number{*value,
                  CountUnit::states,
                  {ActKind::definitive_signature, ActKind::ratification, ActKind::acceptance,
                   ActKind::approval, ActKind::accession, ActKind::formal_confirmation,
                   ActKind::consent_to_be_bound}};
  }
  if (!reader.take("deposited their instruments of")) return std::nullopt;
  return Number{*value, CountUnit::states, take_kinds(reader)};
}

// What follows the wait: whose deposit, and the how-manieth.
std::optional<Number> take_number_of_instruments(ClauseReader& reader) {
  const std::size_t start = reader.place();
  reader.take_one_of(
      {"the date of the deposit", "the date of deposit", "the deposit", "the day of deposit"});
  const bool by_deposit = reader.place() != start;
  if (by_deposit) take_depositary(reader);
  if (by_deposit && reader.take("of instruments of")) {  // "... of thirty States"
    std::vector<ActKind> kinds = take_kinds(reader);
    if (!reader.take("of")) return std::nullopt;
    const auto value = reader.take_number(false);
    if (!value || !reader.take("states")) return std::nullopt;
    return Number{*value, CountUnit::states, std::move(kinds)};
  }
  if (by_deposit && reader.take("of the")) {
    const auto value = reader.take_number(true);
    if (!value || !reader.take("instrument of")) return std::nullopt;
    Number number{*value, CountUnit::instruments, take_kinds(reader)};
    take_depositary(reader);
    return number;
  }
  if (by_deposit) return std::nullopt;
  reader.take_one_of({"the date on which", "the day on which", "the date when"});
  const std::size_t event = reader.place();
  if (reader.take("the")) {
    const auto value = reader.take_number(true);
    if (value && reader.take("instrument of")) {
      Number number{*value, CountUnit::instruments, take_kinds(reader)};
      if (!is_past(reader)) return std::nullopt;
      take_depositary(reader);
      return number;
    }
  }
  reader.back_to(event);
  if (auto number = states_that_consented(reader)) return number;
  reader.back_to(event);
  const auto value = reader.take_number(false);
  if (!value || !reader.take("instruments of")) return std::nullopt;
  Number number{*value, CountUnit::instruments, take_kinds(reader)};
  if (!is_past(reader)) return std::nullopt;
  take_depositary(reader);
  return number;
}

bool takes_treaty(ClauseReader& reader) {
  if (!reader.take_one_of({"this", "the present", "the"})) return false;
  return reader.take_one_of({"convention", "protocol", "agreement", "treaty", "covenant", "statute",
                             "optional protocol"}) &&
         reader.take_one_of(
             {"shall enter into force", "enters into force", "will enter into force"});
}

// "XVIII-12-c" -> "XVIII-12"; empty for a number without a letter.
std::string parent_of(const std::string& number) {
  const auto hyphen = number.rfind('-');
  if (hyphen == std::string::npos || hyphen + 2 != number.size() ||
      std::islower(static_cast<unsigned char>(number.back())) == 0) {
    return {};
  }
  return number.substr(0, hyphen);
}

bool takes_not_before_parent(ClauseReader& reader) {
  return reader.take("except that") && reader.take_one_of({"it", "is", "this protocol"}) &&
         reader.take("shall not enter into force before the entry into force of the convention");
}

std::string passage(std::string_view text, const std::vector<ClauseWord>& words, std::size_t from,
                    std::size_t until) {
  return std::string{text.substr(words[from].begin, words[until - 1].end - words[from].begin)};
}

std::size_t find_phrase(const std::vector<ClauseWord>& words, std::string_view phrase) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (ClauseReader{words, i}.take(phrase)) return i;
  }
  return words.size();
}

// The first sentence on the whole treaty; the number of words when there is none.
std::size_t find_clause(const std::vector<ClauseWord>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    ClauseReader reader{words, i};
    const bool begins = i == 0 || words[i - 1].ends_sentence || words[i - 1].text == "follows" ||
                        words[i - 1].text == "follow" ||
                        number_from_cardinal(words[i - 1].text).has_value() ||
                        words[i - 1].text == "article";
    if (begins && takes_treaty(reader)) return i;
    if (ClauseReader{words, i}.take("for each")) return words.size();
  }
  return words.size();
}

// "For each State … after the deposit of …, the Convention shall enter into force on the …"
void take_later(std::string_view text, const std::vector<ClauseWord>& words,
                ProposedRule& proposal) {
  const std::size_t begin = find_phrase(words, "for each");
  for (std::size_t i = begin; i < words.size(); ++i) {
    ClauseReader reader{words, i};
    if (takes_treaty(reader)) {
      if (const auto wait = take_wait(reader)) {
        proposal.rule.entry.later = LaterRule{"", *wait};
        proposal.words.push_back(passage(text, words, begin, reader.place()));
      }
      return;
    }
    if (words[i].ends_sentence) return;
  }
}

void take_organizations(std::string_view text, const std::vector<ClauseWord>& words,
                        ProposedRule& proposal) {
  constexpr std::string_view kPhrase = "shall not be counted as additional to those deposited by";
  const std::size_t begin = find_phrase(words, kPhrase);
  if (begin == words.size()) return;
  const std::size_t subject = find_phrase(
      words, "any instrument deposited by a regional economic integration organization");
  if (subject > begin) return;
  proposal.rule.entry.organizations = OrganizationRule::not_additional;
  ClauseReader reader{words, begin};
  reader.take(kPhrase);
  proposal.words.push_back(passage(text, words, subject, reader.place()));
}

// The article that is named before the clause; its paragraph is the number that the clause bears.
std::string article_in(std::string_view text) {
  constexpr std::string_view kArticle = "article ";
  std::size_t at = text.find(kArticle);
  if (at == std::string_view::npos) at = text.find("Article ");
  if (at == std::string_view::npos) return {};
  at += kArticle.size();
  std::string article;
  while (at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 ||
                              text[at] == '(' || text[at] == ')')) {
    if (text.substr(at).starts_with("which")) break;
    article += text[at++];
  }
  const auto last = text.find_last_not_of(" .");
  const bool numbered = last != std::string_view::npos && last + 1 < text.size() &&
                        text[last + 1] == '.' &&
                        std::isdigit(static_cast<unsigned char>(text[last])) != 0;
  if (numbered && article.find('(') == std::string::npos) {
    article += '(' + std::string{text[last]} + ')';
  }
  return article;
}

}  // namespace

std::variant<ProposedRule, ClauseNotRead> rule_from_clause(const std::string& number,
                                                           const std::string& title,
                                                           std::string_view text) {
  const std::vector<ClauseWord> words = clause_words(text);
  const std::size_t begin = find_clause(words);
  if (begin == words.size()) {
    return ClauseNotRead{"The record quotes no sentence on when the treaty enters into force."};
  }
  ClauseReader reader{words, begin};
  takes_treaty(reader);
  const auto wait = take_wait(reader);
  if (!wait) return ClauseNotRead{"How the clause counts days is not understood."};
  auto count = take_number_of_instruments(reader);
  if (!count || count->kinds.empty()) {
    return ClauseNotRead{
        "The clause asks for more than a number of instruments, or says it in "
        "words that are not understood."};
  }
  ProposedRule proposal;
  if (!reader.at_end()) {
    const std::string parent = parent_of(number);
    if (!takes_not_before_parent(reader) || !reader.at_end() || parent.empty()) {
      return ClauseNotRead{"The clause has a condition that is not understood."};
    }
    proposal.rule.entry.not_before.treaty = parent;
  }
  proposal.words.push_back(passage(text, words, begin, reader.place()));
  Rule& rule = proposal.rule;
  rule.number = number;
  rule.name = title;
  rule.proposed = true;
  rule.entry.article = article_in(text.substr(0, words[begin].begin));
  rule.source = "the clause quoted in the depositary's record";
  rule.entry.number = Count{count->value};
  rule.entry.unit = count->unit;
  rule.entry.wait = *wait;
  rule.entry.counts = std::move(count->kinds);
  take_later(text, words, proposal);
  take_organizations(text, words, proposal);
  return proposal;
}

}  // namespace treaty
