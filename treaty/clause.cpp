#include "treaty/clause.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <utility>

#include "treaty/clause_number.h"
#include "treaty/clause_words.h"
#include "treaty/wait.h"
#include "treaty/wait_words.h"

namespace treaty {
namespace {

// The wait and the word that ties it to the event: "on the ninetieth day after". What has no wait
// ends before the event: "upon the deposit".
std::optional<Wait> take_wait(ClauseReader& reader) {
  const std::size_t start = reader.place();
  if (const auto delay = take_delay(reader)) {
    if (reader.take_one_of({"after", "following", "from"})) return delay;
    reader.back_to(start);
    return std::nullopt;
  }
  if (reader.take_one_of({"as soon as", "when"})) return Wait{};
  if (reader.take_one_of({"immediately upon", "immediately after", "upon"})) {
    const std::size_t event = reader.place();
    const bool on_deposit = reader.take_one_of({"the deposit", "deposit", "the date of"});
    reader.back_to(on_deposit ? event : start);
    return on_deposit ? std::optional{Wait{}} : std::nullopt;
  }
  if (!reader.take("on")) return std::nullopt;
  const std::size_t event = reader.place();
  const bool on_the_day = reader.take_one_of(
      {"the date of", "the day of", "the date on which", "the day on which", "the deposit"});
  reader.back_to(on_the_day ? event : start);
  return on_the_day ? std::optional{Wait{}} : std::nullopt;
}

bool takes_treaty(ClauseReader& reader) {
  const bool named = reader.take_one_of({"this", "the present"});
  // "The amendments" and "amendments" alone tell how any later amendment enters into force.
  const bool amendment = named && reader.take_one_of({"amendment", "amending protocol"});
  if (!amendment && !named && !reader.take("the")) return false;
  if (!amendment && !reader.take_one_of({"convention", "protocol", "agreement", "treaty",
                                         "covenant", "statute", "statutes", "constitution",
                                         "charter", "optional protocol", "additional protocol",
                                         "framework convention", "supplementary agreement"})) {
    return false;
  }
  reader.take_one_of({"and its annexes", "and its annex", "and the annexes thereto",
                      "together with its annexes", "including its annexes"});
  return reader.take_one_of({"shall enter into force", "enters into force", "will enter into force",
                             "shall come into force", "comes into force", "will come into force"});
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
  if (reader.take("but")) {
    return reader.take("not before the entry into force of the convention");
  }
  return reader.take_one_of({"except that", "provided that"}) &&
         reader.take_one_of({"it", "is", "this protocol", "the protocol"}) &&
         reader.take("shall not enter into force before the entry into force of the convention");
}

std::string passage(std::string_view text, const std::vector<ClauseWord>& words, std::size_t from,
                    std::size_t until) {
  return std::string{text.substr(words[from].begin, words[until - 1].end - words[from].begin)};
}

std::size_t end_of_sentence(const std::vector<ClauseWord>& words, std::size_t at) {
  while (at < words.size() && !words[at].ends_sentence)
    ++at;
  return std::min(at + 1, words.size());
}

bool has_phrase(const std::vector<ClauseWord>& words, std::size_t begin, std::size_t end,
                std::initializer_list<std::string_view> phrases) {
  for (std::size_t i = begin; i < end; ++i) {
    if (ClauseReader{words, i}.take_one_of(phrases)) return true;
  }
  return false;
}

// Whether the words before the clause, in its own sentence, only say where it stands: "in
// accordance with article 15", "see article 22 which reads as follows".
bool only_introduces(const std::vector<ClauseWord>& words, std::size_t begin, std::size_t clause) {
  return begin == clause || words[clause - 1].text.starts_with("follow") ||
         has_phrase(words, begin, clause, {"accordance with", "see"}) ||
         words[begin].text == "article";
}

// The first sentence on the whole treaty; the number of words when there is none.
std::size_t find_clause(const std::vector<ClauseWord>& words) {
  for (std::size_t begin = 0; begin < words.size(); begin = end_of_sentence(words, begin)) {
    for (std::size_t i = begin; i < end_of_sentence(words, begin); ++i) {
      ClauseReader reader{words, i};
      if (takes_treaty(reader) && only_introduces(words, begin, i)) return i;
      if (ClauseReader{words, i}.take("for each")) return words.size();
    }
  }
  return words.size();
}

// "For each State … after the deposit of …, the Convention shall enter into force on the …"
bool tells_of_later(const std::vector<ClauseWord>& words, std::size_t begin, std::size_t end) {
  bool treaty = false;
  for (std::size_t i = begin; i < end && !treaty; ++i) {
    ClauseReader reader{words, i};
    treaty = takes_treaty(reader) || reader.take("it shall enter into force");
  }
  return treaty && has_phrase(words, begin, end,
                              {"for each", "for any", "for every", "for such", "for a state",
                               "for states", "for that state", "respect to each", "respect to any",
                               "respect of each", "respect of any", "regards each", "regards any"});
}

// The first wait of such a sentence that leads to a deposit.
void take_later(std::string_view text, const std::vector<ClauseWord>& words, std::size_t begin,
                std::size_t end, ProposedRule& proposal) {
  for (std::size_t i = begin; i < end && !proposal.rule.entry.later; ++i) {
    ClauseReader reader{words, i};
    if (!reader.take("force") && words[i].text != "on") continue;
    if (const auto wait = take_wait(reader)) {
      proposal.rule.entry.later = LaterRule{"", *wait};
      proposal.words.push_back(passage(text, words, begin, reader.place()));
    }
  }
}

// "… any instrument deposited by a regional economic integration organization shall not be counted
// as additional to those deposited by its member States".
bool tells_of_organizations(const std::vector<ClauseWord>& words, std::size_t begin,
                            std::size_t end) {
  bool organization = false;
  for (std::size_t i = begin; i < end; ++i) {
    organization = organization || words[i].text.starts_with("organization") ||
                   words[i].text.starts_with("organisation");
    if (organization && ClauseReader{words, i}.take("not be counted as additional")) return true;
  }
  return false;
}

// A sentence beside the clause that sets a condition of its own, or tells the treaty's entry into
// force a second time.
bool limits_clause(const std::vector<ClauseWord>& words, std::size_t begin, std::size_t end) {
  ClauseReader reader{words, begin};
  return takes_treaty(reader) || reader.take("notwithstanding") ||
         has_phrase(
             words, begin, end,
             {"not be counted", "only be counted", "not enter into force", "not come into force",
              "not however enter into force", "not however come into force",
              "no case enter into force", "no event enter into force", "no case come into force"});
}

// What the sentences beside the clause add: when it is in force for those that join later, and how
// organizations count. False when one of them limits the clause in a way that is not understood.
bool take_other_sentences(std::string_view text, const std::vector<ClauseWord>& words,
                          std::size_t clause, ProposedRule& proposal) {
  for (std::size_t begin = 0, end = 0; begin < words.size(); begin = end) {
    end = end_of_sentence(words, begin);
    if (begin <= clause && clause < end) continue;
    if (tells_of_organizations(words, begin, end)) {
      proposal.rule.entry.organizations = OrganizationRule::not_additional;
      proposal.words.push_back(passage(text, words, begin, end));
    } else if (tells_of_later(words, begin, end)) {
      take_later(text, words, begin, end, proposal);
    } else if (limits_clause(words, begin, end)) {
      return false;
    }
  }
  return true;
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
  auto count = take_clause_number(reader);
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
  if (!take_other_sentences(text, words, begin, proposal)) {
    return ClauseNotRead{"A sentence beside the clause limits it in a way that is not understood."};
  }
  return proposal;
}

}  // namespace treaty
