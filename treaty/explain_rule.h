#pragma once

#include <string>

#include "treaty/rule.h"

namespace treaty {

// What a rule says, as sentences that a lawyer would sign. Whatever rests on an article that nobody
// read in an authentic text says so.

std::string source_sentence(const Rule& rule);
std::string clause_sentence(const EntryRule& rule);
std::string counting_sentence(const EntryRule& rule);
std::string later_sentence(const Rule& rule);  ///< empty when the rule is silent on it

/// "article 62, not checked against the certified true copy"; without an article that alone.
std::string article_mark(const Rule& rule, const std::string& article);

/// "article 65(1)" for "65(1)"; a text that names its own sort ("section 32") stays as it is.
std::string article_words(const std::string& article);

}  // namespace treaty
