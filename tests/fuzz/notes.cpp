#include <string>
#include <vector>

#include "feeds/declarations.h"
#include "feeds/markup.h"
#include "feeds/notifications.h"
#include "feeds/predecessors.h"
#include "fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  feeds::Repairs repairs;
  const feeds::RichText rich = feeds::text_of_markup(text, repairs);
  fuzz::demand(rich.text.find("\n\n") == std::string::npos, "no empty lines");
  std::vector<treaty::Problem> problems;
  for (const auto& one :
       feeds::predecessors_in(rich.text, "note", fuzz::participants(), problems)) {
    fuzz::demand(one.id && !one.acts.empty() && !one.sentence.empty(), "a predecessor is whole");
    for (const auto& act : one.acts)
      fuzz::demand(one.sentence.find(act.raw) != std::string::npos, "its days are in the sentence");
  }
  feeds::notifications_in(rich.text);
  feeds::declarations_of({"declaration", "", {"France", {}, false}, rich.text},
                         fuzz::participants());
  return 0;
}
