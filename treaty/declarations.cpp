#include "treaty/declarations.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "treaty/wording.h"

namespace treaty {
namespace {

std::string who(const Declaration& declaration) {
  return declaration.id ? declaration.id->str() : folded_name(declaration.participant);
}

// Letters and numbers alone: what the depositary retypes now and then is left out.
std::string folded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char c = text.front();
    // The typographic quotes, dashes and spaces of Unicode's "General Punctuation".
    const std::size_t skipped = text.starts_with("\xE2\x80")   ? 3
                                : text.starts_with("\xC2\xA0") ? 2
                                                               : 0;
    if (skipped > 0) {
      text.remove_prefix(std::min(skipped, text.size()));
      continue;
    }
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (upper) out += static_cast<char>(c - 'A' + 'a');
    if (kept) out += c;
    text.remove_prefix(1);
  }
  return out;
}

// FNV-1a: the standard library has no hash whose values are the same everywhere and for ever.
std::string digest(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  std::string hex;
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4)
    hex += kDigits[(hash >> shift) & 0xFU];
  return hex;
}

const View* page_of(const std::vector<View>& views) {
  const auto page = std::find_if(views.begin(), views.end(),
                                 [](const View& view) { return view.reading.form == Form::html; });
  return page == views.end() ? nullptr : &*page;
}

bool shows(const Reading& reading, const std::string& key) {
  return std::any_of(
      reading.declarations.begin(), reading.declarations.end(),
      [&](const Declaration& declaration) { return declaration_key(declaration) == key; });
}

// Changes that are believed together or not at all.
struct Claim {
  std::string text;
  std::vector<DeclarationChange> changes;
  std::vector<Sighting> sightings;
  bool for_a_person = false;
  Verdict verdict = Verdict::none;

  [[nodiscard]] Instant ripe(const Patience& patience) const {
    return sightings.front().when + patience.confirm_after;
  }

  // A fault of the record shows in both forms: what touches a text on record needs two looks.
  [[nodiscard]] bool believed(Instant now, const Patience& patience) const {
    if (verdict != Verdict::none) return verdict == Verdict::approved;
    if (for_a_person) return false;
    const bool apart = sightings.front().when < now && now >= ripe(patience);
    const bool other_form = sightings.back().form != sightings.front().form;
    return apart || (!changes.front().before && other_form);
  }

  void add(const Sighting& sighting) {
    if (std::find(sightings.begin(), sightings.end(), sighting) == sightings.end()) {
      sightings.push_back(sighting);
    }
  }
};

std::vector<Claim> claims_of(const std::vector<DeclarationChange>& changes) {
  std::vector<Claim> claims;
  Claim touching{.text = "declarations", .for_a_person = true};
  for (const DeclarationChange& change : changes) {
    if (change.before) touching.changes.push_back(change);
  }
  const bool mass = touching.changes.size() > kMassChange;
  for (const DeclarationChange& change : changes) {
    if (!mass || !change.before) claims.push_back({.text = change.claim(), .changes = {change}});
  }
  if (mass) {
    std::string all;
    for (const DeclarationChange& change : touching.changes)
      all += change.claim() + '\n';
    touching.text = "declarations, " + std::to_string(touching.changes.size()) +
                    " gone or changed at once " + digest(all);
    claims.push_back(std::move(touching));
  }
  return claims;
}

void collect_sightings(Claim& claim, const std::vector<View>& views,
                       const std::vector<Pending>& pending) {
  const auto known = std::find_if(pending.begin(), pending.end(),
                                  [&](const Pending& entry) { return entry.claim == claim.text; });
  if (known != pending.end()) {
    claim.sightings = known->sightings;
    claim.verdict = known->verdict;
  }
  for (const View& view : views) {
    const bool confirms =
        view.reading.form == Form::html ||
        std::all_of(claim.changes.begin(), claim.changes.end(),
                    [&](const DeclarationChange& change) {
                      return change.after && shows(view.reading, declaration_key(*change.after));
                    });
    if (confirms) claim.add({view.reading.form, view.when, view.evidence});
  }
}

Pending pending_of(const Claim& claim, const Patience& patience) {
  Pending pending{claim.text, {}, claim.sightings, claim.verdict, std::nullopt};
  if (claim.verdict == Verdict::rejected) {
    pending.why = "a person rejected it";
  } else if (claim.for_a_person) {
    pending.why =
        "so many texts that were on record are gone or changed at once: that is damage until a "
        "person says otherwise";
  } else {
    const DeclarationChange& change = claim.changes.front();
    const Declaration& subject = change.after ? *change.after : change.before->declaration;
    pending.why = "one look alone shows this, by " + subject.participant + ": \"" +
                  beginning_of(subject.text, 160) + '"';
    pending.ripe = claim.ripe(patience);
  }
  return pending;
}

}  // namespace

std::string declaration_key(const Declaration& declaration) {
  return digest(declaration.section + '\n' + who(declaration) + '\n' +
                folded(declaration.heading + declaration.text));
}

std::string DeclarationChange::claim() const {
  const Declaration& subject = after ? *after : before->declaration;
  std::string words = "declaration ";
  words += !before ? "added " : after ? "changed " : "vanished ";
  words += who(subject) + ' ' + declaration_key(before ? before->declaration : *after);
  if (before && after) words += " to " + declaration_key(*after);
  return words;
}

std::vector<DeclarationChange> compare_declarations(const Record& record, const Reading& reading) {
  std::map<std::string, const HeldDeclaration*> held;
  for (const HeldDeclaration& one : record.declarations) {
    if (!one.superseded) held.emplace(declaration_key(one.declaration), &one);
  }
  struct Unmatched {
    std::vector<const HeldDeclaration*> gone;
    std::vector<const Declaration*> fresh;
  };
  std::map<std::pair<std::string, std::string>, Unmatched> by_section;
  std::set<std::string> shown;
  for (const Declaration& one : reading.declarations) {
    const std::string key = declaration_key(one);
    if (shown.insert(key).second && held.erase(key) == 0) {
      by_section[{one.section, who(one)}].fresh.push_back(&one);
    }
  }
  for (const auto& [key, one] : held) {
    by_section[{one->declaration.section, who(one->declaration)}].gone.push_back(one);
  }
  std::vector<DeclarationChange> changes;
  for (const auto& [section, unmatched] : by_section) {
    if (unmatched.gone.size() == 1 && unmatched.fresh.size() == 1) {
      changes.push_back({*unmatched.gone.front(), *unmatched.fresh.front()});
      continue;
    }
    for (const HeldDeclaration* one : unmatched.gone)
      changes.push_back({*one, std::nullopt});
    for (const Declaration* one : unmatched.fresh)
      changes.push_back({std::nullopt, *one});
  }
  return changes;
}

Record with_declarations(Record record, const DeclarationDecision& decision,
                         const std::vector<View>& views) {
  const View* page = page_of(views);
  if (page == nullptr) return record;
  if (decision.taken_in_silence) record.declarations_taken = page->when;
  for (const DeclarationChange& change : decision.accepted) {
    if (change.before) {
      const std::string key = declaration_key(change.before->declaration);
      const auto touched = std::find_if(
          record.declarations.begin(), record.declarations.end(), [&](const HeldDeclaration& one) {
            return !one.superseded && declaration_key(one.declaration) == key;
          });
      if (touched != record.declarations.end()) touched->superseded = page->when;
    }
    if (change.after) {
      record.declarations.push_back({0, *change.after, page->when, page->evidence, {}, {}});
    }
  }
  return record;
}

DeclarationDecision decide_declarations(const Record& record, const std::vector<View>& views,
                                        const std::vector<Pending>& pending,
                                        const Patience& patience) {
  DeclarationDecision decision;
  const View* page = page_of(views);
  if (page == nullptr) {
    // Nothing was looked at that could show them: what waits goes on waiting.
    std::copy_if(pending.begin(), pending.end(), std::back_inserter(decision.pending),
                 [](const Pending& entry) { return entry.claim.starts_with("declaration"); });
    return decision;
  }
  const auto changes = compare_declarations(record, page->reading);
  if (!record.declarations_taken) {
    decision.taken_in_silence = true;
    decision.accepted = changes;
    return decision;
  }
  for (Claim& claim : claims_of(changes)) {
    collect_sightings(claim, views, pending);
    if (!claim.believed(page->when, patience)) {
      decision.pending.push_back(pending_of(claim, patience));
    } else {
      decision.settled.push_back(claim.text);
      decision.accepted.insert(decision.accepted.end(), claim.changes.begin(), claim.changes.end());
    }
  }
  return decision;
}

bool mentions_article(const Declaration& declaration, std::string_view article) {
  return std::any_of(
      declaration.articles.begin(), declaration.articles.end(), [&](const std::string& mentioned) {
        return mentioned.starts_with(article) &&
               (mentioned.size() == article.size() || mentioned[article.size()] == '(');
      });
}

}  // namespace treaty
