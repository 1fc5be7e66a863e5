#include "treaty/record.h"

#include <algorithm>
#include <iterator>

namespace treaty {

std::vector<Fact> Record::current() const {
  std::vector<Fact> shown;
  std::copy_if(facts.begin(), facts.end(), std::back_inserter(shown),
               [](const Fact& fact) { return !fact.superseded; });
  return shown;
}

}  // namespace treaty
